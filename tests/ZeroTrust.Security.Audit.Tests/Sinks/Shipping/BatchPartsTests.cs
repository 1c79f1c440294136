using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class BatchPartsTests
{
    [Fact]
    public async Task Store_WhatIsNotTakenTogether_IsHalvedDownToTheOneThatIsNotTakenAlone()
    {
        var taken = new List<long>();
        var result = await BatchParts.StoreAsync(ShippedSink.Batch(10), (part, _) => new(Take(part, taken, static number => number == 7)), CancellationToken.None);

        Assert.Equal([1, 2, 3, 4, 5, 6, 8, 9, 10], taken);
        Assert.Equal((10, new AuditAside(SinkRig.Id(7), "too large")), (result.Stored, Assert.Single(result.Aside)));
    }

    [Fact]
    public async Task Store_StopsAtTheFirstThatIsNotStored_AndCountsThoseBefore()
    {
        var calls = 0;
        var result = await BatchParts.StoreAsync(ShippedSink.Batch(8), (part, _) => new(++calls switch
        {
            1 => new PartResult(0, "too large") { IsUnacceptable = true },
            2 => new PartResult(part.Length),
            _ => new PartResult(1, "busy") { RetryAfter = TimeSpan.FromSeconds(9) },
        }), CancellationToken.None);

        Assert.Equal((5, "busy", TimeSpan.FromSeconds(9), 3), (result.Stored, result.Reason, result.RetryAfter, calls));
        Assert.Empty(result.Aside);
    }

    private static PartResult Take(ReadOnlyMemory<AuditSinkRecord> part, List<long> taken, Func<long, bool> isRefused)
    {
        var numbers = part.ToArray().Select(static record => record.Number).ToList();
        if (numbers.Exists(number => isRefused(number)))
        {
            return new(0, "too large") { IsUnacceptable = true };
        }

        taken.AddRange(numbers);
        return new(part.Length);
    }
}
