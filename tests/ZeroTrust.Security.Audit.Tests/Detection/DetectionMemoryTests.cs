using static ZeroTrust.Security.Audit.Tests.Detection.DetectionRig;

namespace ZeroTrust.Security.Audit.Tests.Detection;

[Collection(MeasuredAlone.Name)]
public sealed class DetectionMemoryTests
{
    private const int Actors = 1_000_000;
    private const int Keys = 65_536;
    private const long LeastOfAKey = 64;
    private const long Noise = 64 * 1024;
    private const long MaxBytes = 64L * 1024 * 1024;

    [Fact]
    public void AMillionActors_StayWithinTheirMemory_AndWhatIsGivenUpIsCounted()
    {
        var rig = new DetectionRig(static detection => detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6)));
        var before = Settled();

        for (var actor = 0; actor < Actors; actor++)
        {
            rig.See(Refund(0, $"user-{actor}"));
        }

        var kept = Settled() - before;
        Assert.InRange(kept, Keys * LeastOfAKey, MaxBytes);
        Assert.Equal(Actors - Keys, rig.Counts["evictions"]);
        Assert.Empty(rig.Notes);
        GC.KeepAlive(rig);
    }

    /// <summary>Whoever has two refunds does not get rid of them by as many others with one each as one likes.</summary>
    [Fact]
    public void AFloodOfOthers_DoesNotMakeARuleForget()
    {
        var rig = new DetectionRig(static detection => detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6)).MaxKeys(1024));
        rig.See(Refund(0), Refund(1));

        rig.See(Enumerable.Range(0, 20_000).Select(static number => Refund(2, $"user-{number}")));
        rig.See(Refund(3));

        Assert.Equal("sam", Assert.Single(rig.Notes).Caller.User!.Subject);
    }

    [Fact]
    public void AFloodOfOthers_DoesNotEndASilence()
    {
        var rig = new DetectionRig(static detection => detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6)).MaxKeys(1024));
        rig.See(Refund(0), Refund(1), Refund(2));

        rig.See(from number in Enumerable.Range(0, 10_000) select Refund(3, $"user-{number / 2}"));
        rig.See(Refund(4), Refund(5), Refund(6));

        Assert.Single(rig.Notes);
    }

    /// <summary>Events of a few keys without end take no more than their windows.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EventsWithoutEnd_OfOneKey_TakeNoMoreRoom(bool sequence)
    {
        var rig = new DetectionRig(detection =>
        {
            var rule = detection.Rule("rule").On("refund").By(AuditField.Actor).AtLeast(5).Within(TimeSpan.FromMinutes(1)).MaxKeys(1024);
            _ = sequence ? rule.WithOutcome(AuditOutcome.Denied).FollowedBy(AuditOutcome.Allowed) : rule.CountingDistinct(AuditField.Resource);
        });
        AuditEvent At(int number) => Refund(number / 100.0, outcome: AuditOutcome.Denied) with { Resource = $"{number % 4}" };
        rig.See(Enumerable.Range(0, 10_000).Select(At));
        var events = Enumerable.Range(10_000, 10_000).Select(At).ToList();
        var rest = events[1000..];
        rig.See(events[..1000]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var one in rest)
        {
            rig.Append(one, required: false);
            rig.Commit();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 9000.0, 0, 1);
        Assert.Empty(rig.Notes);
    }

    [Fact]
    public void Count_OfAKnownKey_AllocatesNothing()
    {
        var rig = new DetectionRig(static detection => detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6)));
        var events = Enumerable.Range(0, 20_000).Select(static number => Refund(number * 4, $"user-{number % 10}")).ToList();
        foreach (var one in events[..10_000])
        {
            rig.Append(one, required: false);
            rig.Commit();
        }

        var rest = events[10_000..];
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var one in rest)
        {
            rig.Append(one, required: false);
            rig.Commit();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10_000.0, 0, 1);
        Assert.Empty(rig.Notes);
    }

    // Until nothing goes any more: other tests leave behind what is let go of only when its finalizers have run.
    private static long Settled()
    {
        for (var last = long.MaxValue; ;)
        {
            GC.WaitForPendingFinalizers();
            var now = GC.GetTotalMemory(forceFullCollection: true);
            if (now >= last - Noise)
            {
                return now;
            }

            last = now;
        }
    }
}
