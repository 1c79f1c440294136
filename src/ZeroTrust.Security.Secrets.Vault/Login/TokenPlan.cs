namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>When a token is renewed. Every time is drawn from a span, so that a thousand instances do not come together.</summary>
/// <param name="jitter">Gives numbers from 0 to less than 1.</param>
internal sealed class TokenPlan(Func<double> jitter)
{
    /// <summary>How old a token must be before another one is had because Vault refused what it was used for: a role may have got another policy since.</summary>
    public static readonly TimeSpan RefusedAfter = TimeSpan.FromMinutes(10);

    private const double From = 0.5;
    private const double To = 0.64;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    public static TokenPlan System { get; } = new(static () => (double)global::System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 20) / (1 << 20));

    public BackOff BackOff { get; } = new(jitter);

    /// <summary>From 50 up to 64 hundredths of its life: before two thirds are over. Null for one without an end.</summary>
    /// <param name="life">What it had when it was asked for.</param>
    /// <param name="since">How long ago that was.</param>
    public TimeSpan? RenewAfter(TimeSpan? life, TimeSpan since)
    {
        if (life is not { } whole)
        {
            return null;
        }

        var wait = (whole * (From + ((To - From) * jitter()))) - since;
        return wait > Least ? wait : Least;
    }

    /// <summary>Whether a renewal gave so little that the token has come up to the longest life it may have.</summary>
    public static bool IsAtItsLongest(TimeSpan? granted, TimeSpan? first) => granted is { } left && first is { } whole && left < whole / 2;
}
