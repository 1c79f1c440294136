using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Recipients;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Recipients;

public sealed class RecipientKeysTests : IDisposable
{
    private const string KeySet = "/jwks";

    private readonly ManualTimeProvider _clock = new();
    private readonly TestLog _log = new();

    [Fact]
    public async Task FetchAsync_WithoutAKeyAtHand_FetchesOnceForAllWhoWait()
    {
        await using var server = await KeyServer.StartAsync();
        server.Map(KeySet, JwkText.Set(JwkText.Ec("a", "ECDH-ES+A256KW", "\"use\":\"enc\"")));
        await using var keys = Keys(server);
        Assert.True(keys.Knows("payments"));
        Assert.Null(keys.Find("payments"));

        var fetched = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => await keys.FetchAsync("payments")));

        Assert.All(fetched, static key => Assert.Equal("a", key!.KeyId));
        Assert.Equal("a", keys.Find("payments")!.KeyId);
        Assert.Equal(1, server.Hits(KeySet));
    }

    [Fact]
    public async Task FetchAsync_OfAServiceThatIsNoRecipient_IsNothing()
    {
        await using var server = await KeyServer.StartAsync();
        await using var keys = Keys(server);

        Assert.False(keys.Knows("Payments"));
        Assert.Null(keys.Find("Payments"));
        Assert.Null(await keys.FetchAsync("Payments"));
        Assert.Equal(0, server.TotalHits);
    }

    [Fact]
    public async Task FetchAsync_OfASetWithoutAKeyToEncryptTo_IsNothing_AndTheLogSaysSo()
    {
        await using var server = await KeyServer.StartAsync();
        server.Map(KeySet, JwkText.Set(JwkText.Ec("a")));
        await using var keys = Keys(server);

        Assert.Null(await keys.FetchAsync("payments"));
        Assert.Contains(_log.Entries, static entry => entry.Message.Contains("recipient payments", StringComparison.Ordinal) && entry.Message.Contains("its use is not enc", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Entries, static entry => entry.Message.Contains("issuer", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task FetchAsync_BeyondLastKnownGood_IsNothing()
    {
        await using var server = await KeyServer.StartAsync();
        server.Map(KeySet, JwkText.Set(JwkText.Ec("a", "ECDH-ES+A256KW", "\"use\":\"enc\"")));
        await using var keys = Keys(server);
        await keys.FetchAsync("payments");
        server.Map(KeySet, static http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        });

        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        Assert.NotNull(keys.Find("payments"));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(keys.Find("payments"));
    }

    [Fact]
    public async Task FetchAsync_OfAnAddressWithin_DialsNobody()
    {
        await using var server = await KeyServer.StartAsync();
        await using var keys = Keys(server, development: false);

        Assert.Null(await keys.FetchAsync("payments"));
        Assert.Equal(0, server.TotalHits);
    }

    public void Dispose() => _log.Dispose();

    private RecipientKeys Keys(KeyServer server, bool development = true)
    {
        var settings = new IssuerKeySettings
        {
            IssuerName = "payments",
            Identifier = "payments",
            Algorithms = new([]),
            ForEncryption = true,
            JwksUri = $"http://127.0.0.1:{server.Port}{KeySet}",
            KeyWait = TimeSpan.FromSeconds(60),
        };
        var factory = new IssuerKeysFactory(new AddressGuard(development), new ScriptedResolver(["127.0.0.1"]), new(null, "recipient"), _log, _clock);
        return new([factory.Create(settings)]);
    }
}
