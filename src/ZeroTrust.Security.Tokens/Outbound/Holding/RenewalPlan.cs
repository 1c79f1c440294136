using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// When a token is had anew. Every time is drawn from a span, so that a thousand instances started or cut off together do not come back
/// together.
/// </summary>
/// <param name="jitter">Gives numbers from 0 to less than 1.</param>
internal sealed class RenewalPlan(Func<double> jitter)
{
    /// <summary>The longest time from a failure to the next attempt.</summary>
    public static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(30);

    /// <summary>The least time between two tokens had because a service refused the one before.</summary>
    public static readonly TimeSpan BetweenReplacements = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxMargin = TimeSpan.FromSeconds(30);

    public static RenewalPlan System { get; } = new(RefreshPlan.SystemJitter);

    /// <summary>What of its life a token that is handed out has left at least, while another can be had: a twentieth, at most 30 seconds.</summary>
    public static TimeSpan MarginOf(TimeSpan life) => life / 20 < MaxMargin ? life / 20 : MaxMargin;

    /// <summary>The age at which a token is had anew in the background: 60 to 75 hundredths of its life.</summary>
    public TimeSpan AgeToRefresh(TimeSpan life) => life * (0.6 + (0.15 * jitter()));

    /// <summary>From half up to all of one second, doubled with each failure up to <see cref="MaxBackOff"/>.</summary>
    /// <param name="failures">In a row; at least one.</param>
    public TimeSpan AfterFailure(int failures)
    {
        var longest = failures > 5 ? MaxBackOff : FirstBackOff * (1 << (failures - 1));
        return longest * (1 - (jitter() / 2));
    }
}
