using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Rechecks;

/// <summary>One request that may be a long one, from its decision to its end. Checked by the timer's thread while its handler runs.</summary>
/// <param name="context">The request; not to be touched after <see cref="CloseAsync"/>, since servers use it again.</param>
/// <param name="access">What was found of it when it came.</param>
/// <param name="endsAt">From when its token is no good.</param>
internal sealed class OpenRequest(HttpContext context, RequestAccess access, DateTimeOffset endsAt)
{
    private const int Idle = 0;
    private const int Checking = 1;
    private const int Closed = 2;

    private readonly TaskCompletionSource _checked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EndpointPolicy _policy = access.Policy!;
    private int _state;

    public HttpContext Context => context;

    public RequestAccess Access => access;

    public DateTimeOffset EndsAt => endsAt;

    /// <summary>Decides the request anew and ends it where it is refused; nothing when it is over, or being looked at already.</summary>
    public async Task RecheckAsync(RecheckJudge judge, DateTimeOffset now, Action<OpenRequest, Refusal> end)
    {
        if (Interlocked.CompareExchange(ref _state, Checking, Idle) != Idle)
        {
            return;
        }

        try
        {
            if (await FindRefusalAsync(judge, now).ConfigureAwait(false) is { } refusal)
            {
                end(this, refusal);
            }
        }
        finally
        {
            if (Interlocked.CompareExchange(ref _state, Idle, Checking) == Closed)
            {
                _checked.SetResult();
            }
        }
    }

    /// <summary>The handler has ended. Complete when nobody looks at the request any more.</summary>
    public Task CloseAsync() => Interlocked.Exchange(ref _state, Closed) == Checking ? _checked.Task : Task.CompletedTask;

    // Whatever goes wrong here, what cannot be decided does not go on.
    private async ValueTask<Refusal?> FindRefusalAsync(RecheckJudge judge, DateTimeOffset now)
    {
        try
        {
            var refusal = await judge.JudgeAsync(context, _policy).ConfigureAwait(false);
            return refusal ?? (now >= endsAt ? Refusal.For(TokenFailure.Expired) : null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Refusal.DecisionFailed;
        }
    }
}
