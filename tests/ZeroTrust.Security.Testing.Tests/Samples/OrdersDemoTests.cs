using System.Diagnostics;

namespace ZeroTrust.Security.Testing.Tests.Samples;

public sealed class OrdersDemoTests
{
    [Fact]
    public async Task Demo_AsAProcess_ExitsZeroAndFindsItsTwinOpen()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Orders.dll"), "--demo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";

        using var demo = Process.Start(start)!;
        var error = demo.StandardError.ReadToEndAsync();
        var output = await demo.StandardOutput.ReadToEndAsync();
        await demo.WaitForExitAsync();

        Assert.True(demo.ExitCode == 0, output + await error);
        Assert.DoesNotContain("NOT AS EXPECTED", output, StringComparison.Ordinal);
        Assert.Contains("let through", output, StringComparison.Ordinal);
    }
}
