namespace ZeroTrust.Security.Audit.Tests.Trail;

/// <summary>A clock that throws while it is told to: what nobody foresees, in the middle of a loop.</summary>
internal sealed class FaultyClock(TimeProvider clock) : TimeProvider
{
    public bool Throws { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => Throws ? throw new InvalidOperationException("no time") : clock.GetTimestamp();
}
