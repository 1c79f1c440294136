using System.Net;

namespace ZeroTrust.Security;

/// <summary>
/// Callers whose requests are answered 429 <c>throttled</c> for a time. Detection adds them, code of the application may, and every request asks. In memory: a start forgets them, and another
/// process does not know of them. Threads may share it.
/// </summary>
public interface ICallerThrottle
{
    /// <summary>Whether there is anybody: what each request reads first.</summary>
    /// <value><see langword="false"/> as a rule.</value>
    bool IsActive { get; }

    /// <summary>Throttles a caller, or goes on for longer where that is later.</summary>
    /// <param name="key">Whom.</param>
    /// <param name="duration">For how long: more than zero, at most one day.</param>
    /// <returns><see langword="false"/> where it holds as many as it may; nobody is let go for it.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is nobody.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is out of its range.</exception>
    bool Throttle(CallerKey key, TimeSpan duration);

    /// <summary>Lets a caller go before the time.</summary>
    /// <param name="key">Whom.</param>
    /// <returns>Whether the caller was throttled.</returns>
    bool Lift(CallerKey key);

    /// <summary>For how long requests like this one are still refused.</summary>
    /// <param name="caller">Who was proven; an anonymous caller is reached by the address alone.</param>
    /// <param name="address">Where the request came from; null where that is not known.</param>
    /// <returns>The longest of what reaches it; zero where nothing does.</returns>
    TimeSpan Remaining(Caller caller, IPAddress? address);
}
