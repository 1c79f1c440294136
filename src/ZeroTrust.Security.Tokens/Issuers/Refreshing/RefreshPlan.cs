using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// When keys are fetched next. Every delay is drawn from a span, so that a thousand instances started or cut off together do not
/// come back together.
/// </summary>
/// <param name="Interval">The longest time from a success to the next fetch.</param>
/// <param name="FirstWithin">The span for the first fetch; none is at once.</param>
/// <param name="MaxBackOff">The longest time from a failure to the next fetch.</param>
/// <param name="Jitter">Gives numbers from 0 to less than 1.</param>
internal sealed record RefreshPlan(TimeSpan Interval, TimeSpan FirstWithin, TimeSpan MaxBackOff, Func<double> Jitter)
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);

    /// <summary>Numbers that nobody can foresee.</summary>
    public static double SystemJitter() => RandomNumberGenerator.GetInt32(1 << 24) / (double)(1 << 24);

    /// <summary>For keys that are fetched: the first within two seconds, failures up to five minutes apart.</summary>
    public static RefreshPlan ForAddress(TimeSpan interval, Func<double> jitter) =>
        new(interval, FirstWithin: TimeSpan.FromSeconds(2), MaxBackOff: TimeSpan.FromMinutes(5), jitter);

    /// <summary>For keys in a file, which costs little to read: at once, then every few seconds.</summary>
    public static RefreshPlan ForFile(Func<double> jitter) =>
        new(TimeSpan.FromSeconds(5), FirstWithin: TimeSpan.Zero, MaxBackOff: TimeSpan.FromSeconds(5), jitter);

    public TimeSpan BeforeFirst() => FirstWithin * Jitter();

    /// <summary>From four fifths of the interval up to all of it.</summary>
    public TimeSpan AfterSuccess() => Interval * (1 - (Jitter() / 5));

    /// <summary>From half up to all of one second, doubled with each failure up to <see cref="MaxBackOff"/>.</summary>
    /// <param name="failures">In a row; at least one.</param>
    public TimeSpan AfterFailure(int failures)
    {
        var longest = failures > 20 ? MaxBackOff : FirstBackOff * (1 << (failures - 1));
        return (longest < MaxBackOff ? longest : MaxBackOff) * (1 - (Jitter() / 2));
    }
}
