namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Who must sign in again, since when and until when that is asked. Where nobody must, a request costs one read. Threads may share it.</summary>
internal sealed class StepUpDemands(TimeProvider clock) : IStepUpDemands
{
    public const int MaxUsers = TimedTable<UserIdentity, StepUpDemand>.MaxEntries;

    /// <summary>The longest that a demand is in force.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly TimedTable<UserIdentity, StepUpDemand> _demands = new(clock, Longest);

    public bool IsActive => _demands.IsActive;

    public bool Demand(UserIdentity user, TimeSpan duration, params IEnumerable<string> acrValues)
    {
        ArgumentNullException.ThrowIfNull(user);
        string[] classes = [.. acrValues];
        if (!classes.All(IsAcrValue))
        {
            throw new ArgumentException("A class of authentication is 1 to 256 printable characters of ASCII without space, quotation mark and backslash.", nameof(acrValues));
        }

        var now = clock.GetUtcNow();
        return _demands.TrySet(user, duration, before => new(now, classes.Length > 0 ? classes : before?.AcrValues ?? []));
    }

    public bool Lift(UserIdentity user) => _demands.Remove(user);

    public StepUpDemand? Find(UserIdentity user)
    {
        if (!_demands.TryBegin(out var now))
        {
            return null;
        }

        var (until, demand) = _demands.Find(user);
        return until > now ? demand : null;
    }

    /// <summary>Whether a text may stand in the challenge's list as it is (RFC 9470 §3).</summary>
    public static bool IsAcrValue(string? text) =>
        text is { Length: > 0 and <= 256 } && text.All(static letter => letter is > ' ' and < (char)0x7f and not ('"' or '\\'));
}
