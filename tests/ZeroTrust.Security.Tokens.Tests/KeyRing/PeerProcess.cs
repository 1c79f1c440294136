using System.Diagnostics;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>A <see cref="KeyRingPeer"/> in a process of its own.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;

    public PeerProcess(string directory, string skewSeconds) => _process = Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(PeerProcess).Assembly.Location, KeyRingPeer.Command, directory, skewSeconds },
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>The keys that it publishes since its last step.</summary>
    public HashSet<string> Published { get; private set; } = [];

    public async Task StepAsync(TimeSpan by) => Published = [.. await AskAsync($"{KeyRingPeer.Step} {(int)by.TotalSeconds}")];

    public Task<string[]> MintAsync(int count) => AskAsync($"{KeyRingPeer.Mint} {count}");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string[]> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync();
        return answer?.Split(' ') ?? throw new InvalidOperationException("The other process ended.");
    }
}
