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
    }
}
