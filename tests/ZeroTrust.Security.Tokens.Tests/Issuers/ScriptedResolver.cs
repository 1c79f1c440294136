using System.Collections.Concurrent;
using System.Net;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>Resolves every name as the test says, one answer after the other, the last one for ever; and notes what was asked.</summary>
internal sealed class ScriptedResolver(params string[][] answers) : IHostResolver
{
    private int _asked;

    public ConcurrentQueue<string> Asked { get; } = new();

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        var answer = answers[Math.Min(Interlocked.Increment(ref _asked), answers.Length) - 1];
        return Task.FromResult<IPAddress[]>([.. answer.Select(IPAddress.Parse)]);
    }
}
