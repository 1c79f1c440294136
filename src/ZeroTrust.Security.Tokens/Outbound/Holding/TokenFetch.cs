using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>One attempt to have a token of a client's source, within ten seconds. A failure of any kind is a result.</summary>
internal sealed class TokenFetch(string client, ITokenSource source, OutboundSurroundings surroundings)
{
    /// <summary>The time for one attempt, the actor's token included.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public string Client => client;

    public OutboundSurroundings Surroundings => surroundings;

    public async Task<FetchOutcome> RunAsync(ServiceTokenRequest request, CancellationToken stopping)
    {
        using var activity = OutboundActivity.StartFetch(client);
        var started = surroundings.Time.GetTimestamp();
        var outcome = await TryAsync(request, stopping).ConfigureAwait(false);
        var failure = outcome.Fault?.Failure ?? ServiceTokenFailure.None;
        surroundings.Metrics.Fetched(client, failure, surroundings.Time.GetElapsedTime(started));
        OutboundActivity.Stop(activity, failure);
        return outcome;
    }

    private async Task<FetchOutcome> TryAsync(ServiceTokenRequest request, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(Timeout, surroundings.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            // A source that does not heed the token is left behind rather than waited for.
            var sourced = await source.GetAsync(request, ending.Token).WaitAsync(ending.Token).ConfigureAwait(false);
            return Hold(sourced, request);
        }
        catch (ServiceTokenException fault)
        {
            return new(null, fault);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return Failed($"took longer than {Timeout:c}");
        }
        catch (Exception exception)
        {
            OutboundLog.SourceThrew(surroundings.Logger, client, exception);
            return Failed($"ended in {exception.GetType().Name}");
        }
    }

    private FetchOutcome Failed(string how) =>
        new(null, new(ServiceTokenFailure.SourceUnavailable, $"The attempt to have a token of client '{client}' {how}."));

    private FetchOutcome Hold(SourcedToken sourced, ServiceTokenRequest request)
    {
        var now = surroundings.Time.GetUtcNow();
        var token = sourced.Token;
        var userEnd = request.User?.Token.ExpiresAt ?? DateTimeOffset.MaxValue;
        var endsWithUser = userEnd <= token.ExpiresAt;
        if (userEnd < token.ExpiresAt)
        {
            token = new(token.Reveal(), userEnd);
        }

        var life = token.ExpiresAt - now;
        if (life <= TimeSpan.Zero)
        {
            return new(null, new(ServiceTokenFailure.SourceAnswerInvalid, $"The source of client '{client}' gave a token that has ended. Compare the clocks."));
        }

        // Another token would end with the user's as well.
        var refreshAt = now + (endsWithUser ? life : sourced.LookAgainAfter ?? surroundings.Plan.AgeToRefresh(life));
        var waitFrom = token.ExpiresAt - (endsWithUser ? TimeSpan.Zero : RenewalPlan.MarginOf(life));
        return new(new(token, Math.Min(refreshAt.UtcTicks, waitFrom.UtcTicks), waitFrom.UtcTicks), null);
    }
}
