using System.Diagnostics.CodeAnalysis;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// The one fetch under way for an entry, which every caller waits for. Under the gate of that entry, but for what a fetch does when it has
/// ended.
/// </summary>
/// <param name="fetch">Has the tokens.</param>
/// <param name="land">Takes the outcome, before those who wait hear of it; it ends with <see cref="End"/>.</param>
internal sealed class SharedFlight(TokenFetch fetch, Action<FetchOutcome> land) : IDisposable
{
#pragma warning disable S2930 // It holds no timer, and a fetch that is left behind may still look at its token.
    private readonly CancellationTokenSource _stopping = new();
#pragma warning restore S2930

    private Task<FetchOutcome>? _current;

    /// <summary>Whether a fetch is under way, its outcome not taken yet.</summary>
    public bool IsAloft => _current is not null;

    /// <summary>The last fetch begun: under way, or ended and taken.</summary>
    public Task Latest { get; private set; } = Task.CompletedTask;

    /// <summary>The fetch to wait for, if there is one.</summary>
    public bool TryJoin([NotNullWhen(true)] out Task<FetchOutcome>? flight)
    {
        flight = _current is { IsCompleted: false } ? _current : null;
        return flight is not null;
    }

    public Task<FetchOutcome> Begin(ServiceTokenRequest request)
    {
        var landing = new TaskCompletionSource<FetchOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _current = landing.Task;
        Latest = landing.Task;

        // Without the caller's context: the fetch belongs to no call, whichever began it.
        ThreadPool.UnsafeQueueUserWorkItem(
            static flight => _ = flight.Shared.FlyAsync(flight.Request, flight.Landing), (Shared: this, Request: request, Landing: landing), preferLocal: false);
        return landing.Task;
    }

    /// <summary>The outcome is taken: another fetch may begin.</summary>
    public void End() => _current = null;

    /// <summary>Ends a fetch under way. Without the gate: whoever waits goes on in here.</summary>
    public void Dispose() => _stopping.Cancel();

    private async Task FlyAsync(ServiceTokenRequest request, TaskCompletionSource<FetchOutcome> landing)
    {
        var outcome = await fetch.RunAsync(request, _stopping.Token).ConfigureAwait(false);
        land(outcome);
        landing.SetResult(outcome);
    }
}
