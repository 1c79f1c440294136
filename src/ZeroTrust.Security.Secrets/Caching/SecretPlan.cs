using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets;

/// <summary>When a secret is read next. Every time is drawn from a span, so that a thousand instances do not come together.</summary>
/// <param name="jitter">Gives numbers from 0 to less than 1.</param>
internal sealed class SecretPlan(Func<double> jitter)
{
    private const double LeaseFrom = 0.6;
    private const double LeaseTo = 2.0 / 3;
    private const int Fineness = 1 << 20;

    private readonly BackOff _backOff = new(jitter);

    public static SecretPlan System { get; } = new(static () => (double)RandomNumberGenerator.GetInt32(Fineness) / Fineness);

    /// <summary>From four fifths of the interval up to all of it; of what a lease has left 60 to 66 hundredths, so that it is renewed before two thirds are over.</summary>
    public TimeSpan AfterSuccess(TimeSpan interval, TimeSpan? lease) =>
        lease is { } left ? left * (LeaseFrom + ((LeaseTo - LeaseFrom) * jitter())) : interval * (1 - (jitter() / 5));

    /// <summary>Longer with each failure in a row, and no less than the store asked for.</summary>
    public TimeSpan AfterFailure(int failures, TimeSpan asked) => _backOff.After(failures, asked);
}
