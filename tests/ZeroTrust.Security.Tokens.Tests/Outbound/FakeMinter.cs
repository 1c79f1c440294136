using System.Collections.Concurrent;
using System.Text;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>Mints numbered tokens and signs nothing, and notes what was asked.</summary>
internal sealed class FakeMinter(TimeProvider clock) : IServiceTokenMinter, IJwsSigner
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ConcurrentQueue<ServiceTokenRequest> Requests { get; } = new();

    public ConcurrentQueue<(string Type, string Payload)> Signed { get; } = new();

    public ValueTask<ServiceToken> MintAsync(ServiceTokenRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Enqueue(request);
        return new(new ServiceToken($"minted-{Interlocked.Increment(ref _count)}-for-{request.Audience}", clock.GetUtcNow() + TimeSpan.FromMinutes(5)));
    }

    public ValueTask<string> SignAsync(string type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        Signed.Enqueue((type, Encoding.UTF8.GetString(payload.Span)));
        return new("signed.statement.here");
    }
}
