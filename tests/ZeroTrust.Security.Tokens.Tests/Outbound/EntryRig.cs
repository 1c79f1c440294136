using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Outbound;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>One entry over a scripted source, with a clock that the test moves.</summary>
internal sealed class EntryRig : IDisposable
{
    public static readonly ServiceTokenRequest Request = new() { Audience = "payments" };

    public EntryRig(bool standing = true)
    {
        Source = new(Clock);
        Surroundings = OutboundSurroundings.Of(Clock, new OutboundMetrics(Meters), Log, new RenewalPlan(() => 0));
        Entry = new(new TokenFetch("payments", Source, Surroundings), standing ? Request : null, _ => Ended++);
    }

    public ManualTimeProvider Clock { get; } = new();

    public ScriptedTokens Source { get; }

    public TestLog Log { get; } = new();

    public TestMeters Meters { get; } = new();

    public OutboundSurroundings Surroundings { get; }

    public TokenEntry Entry { get; }

    public int Ended { get; private set; }

    public async Task<string> GetAsync(CancellationToken cancellationToken = default) => (await Entry.GetAsync(Request, cancellationToken)).Reveal();

    public Task<ServiceToken> ReplaceAsync(ServiceToken refused) => Entry.ReplaceAsync(Request, refused, CancellationToken.None).AsTask();

    public async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await Entry.Flight;
    }

    public void Dispose()
    {
        Entry.Dispose();
        Meters.Dispose();
    }
}
