using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Outbound;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>One client over a scripted source.</summary>
internal sealed class ClientRig : IDisposable
{
    public ClientRig(int capacity = TokenShelf.Capacity, string[]? hosts = null, bool development = true, ServiceTokenRequest? standing = null)
    {
        Source = new(Clock);
        Shelf = new(capacity);
        var surroundings = OutboundSurroundings.Of(Clock, new OutboundMetrics(Meters), Log, new RenewalPlan(() => 0));
        var allowed = (hosts ?? ["127.0.0.1"]).Select(static host => AllowedHost.TryParse(host, out var read) ? read : null!).ToArray();
        Client = new(standing ?? new() { Audience = "payments" }, new(allowed, development), new("payments", Source, surroundings), Shelf);
    }

    public ManualTimeProvider Clock { get; } = new();

    public ScriptedTokens Source { get; }

    public TokenShelf Shelf { get; }

    public ServiceClient Client { get; }

    public TestLog Log { get; } = new();

    public TestMeters Meters { get; } = new();

    public Task<ServiceToken> GetAsync(ServiceTokenRequest request) => Client.GetAsync(request, CancellationToken.None).AsTask();

    public void Dispose()
    {
        Client.Dispose();
        Shelf.Dispose();
        Meters.Dispose();
    }
}
