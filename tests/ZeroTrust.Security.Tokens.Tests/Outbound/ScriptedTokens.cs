using System.Collections.Concurrent;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>A source that counts, and gives numbered tokens unless the test says otherwise.</summary>
internal sealed class ScriptedTokens(TimeProvider clock) : ITokenSource
{
    private int _count;
    private volatile TaskCompletionSource? _gate;

    public int Count => Volatile.Read(ref _count);

    public TimeSpan Life { get; set; } = TimeSpan.FromMinutes(5);

    public ConcurrentQueue<ServiceTokenRequest> Requests { get; } = new();

    /// <summary>The answer to the request with this number, from 1; null for a good token.</summary>
    public Func<int, ServiceTokenRequest, SourcedToken?>? Script { get; set; }

    /// <summary>Holds every answer until it is set.</summary>
    public TaskCompletionSource Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<SourcedToken> GetAsync(ServiceTokenRequest request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _count);
        Requests.Enqueue(request);
        if (_gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        return Script?.Invoke(number, request) ?? new(new($"token-{number}", clock.GetUtcNow() + Life));
    }

    public void Fail(ServiceTokenFailure failure = ServiceTokenFailure.SourceUnavailable) =>
        Script = (_, _) => throw new ServiceTokenException(failure, "The source is down.");
}
