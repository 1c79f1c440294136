using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>Real fetches of one issuer's keys, as the factory makes them.</summary>
internal sealed class FetchRig(IssuerKeySettings settings, bool development = true, IHostResolver? resolver = null) : IDisposable
{
    private readonly TestMeters _meters = new();
    private RefreshedKeys? _keys;

    public ManualTimeProvider Clock { get; } = new();

    public TestLog Log { get; } = new();

    public RefreshedKeys Keys => _keys ??= (RefreshedKeys)new IssuerKeysFactory(
        new AddressGuard(development), resolver ?? new ScriptedResolver(["127.0.0.1"]), new(_meters), Log, Clock) { Jitter = static () => 0 }.Create(settings);

    /// <summary>Settings with a key-set address.</summary>
    public static IssuerKeySettings At(string jwksUri) => new()
    {
        IssuerName = "corporate",
        Identifier = "https://id.example.com",
        Algorithms = new(Enum.GetValues<SignatureAlgorithm>()),
        JwksUri = jwksUri,
        KeyWait = TimeSpan.FromSeconds(60),
    };

    /// <summary>Settings with an authority that is its own identifier.</summary>
    public static IssuerKeySettings Of(string authority) => At("") with { JwksUri = null, Authority = authority, Identifier = authority };

    /// <summary>Fetches once, however the back-off stands.</summary>
    public async Task<string?> FetchAsync()
    {
        Clock.Advance(Keys.Status.NextAttemptIn ?? TimeSpan.Zero);
        await Keys.Flight;
        await Keys.FetchForAsync("any", CancellationToken.None);
        return Keys.Status.Problem;
    }

    public void Dispose()
    {
        _keys?.Dispose();
        _meters.Dispose();
    }
}
