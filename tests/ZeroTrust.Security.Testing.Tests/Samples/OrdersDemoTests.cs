namespace ZeroTrust.Security.Testing.Tests.Samples;

public sealed class OrdersDemoTests
{
    [Fact]
    public async Task Demo_AsAProcess_ExitsZeroAndFindsItsTwinOpen()
    {
        using var demo = SampleProcess.Start("Orders", "Development", "--demo");
        var printed = await SampleProcess.ReadToEndAsync(demo);

        Assert.True(demo.ExitCode == 0, printed);
        Assert.DoesNotContain("NOT AS EXPECTED", printed, StringComparison.Ordinal);
        Assert.Contains("let through", printed, StringComparison.Ordinal);
        Assert.Contains("ALERT refund-burst: 3 by rita, throttled for 00:01:00", printed, StringComparison.Ordinal);
        Assert.Contains("The audit journal: Intact", printed, StringComparison.Ordinal);
        Assert.Contains("A copy with one byte changed: Damaged, Edit of record ", printed, StringComparison.Ordinal);
    }
}
