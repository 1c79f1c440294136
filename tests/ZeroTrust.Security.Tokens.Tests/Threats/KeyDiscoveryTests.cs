using System.Text;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>What a discovery document may and may not decide.</summary>
public sealed class KeyDiscoveryTests
{
    private const string Authority = "https://id.example.com/realm";

    [Theory]
    [InlineData("https://id.example.com/realm")]
    [InlineData("https://id.example.com/realm/")]
    public async Task Discovery_OfAnAuthority_IsAtItsWellKnownAddress(string authority)
    {
        var documents = new Documents(Document(Authority, "https://id.example.com/realm/certs"));

        var load = await LoadAsync(FetchRig.Of(authority) with { Identifier = Authority }, documents);

        Assert.True(load.Succeeded, load.Problem);
        Assert.Equal(["https://id.example.com/realm/.well-known/openid-configuration", "https://id.example.com/realm/certs"], documents.Asked);
    }

    [Theory]
    [InlineData("\"https://id.example.com/realm/\"")]
    [InlineData("\"https://id.example.com/Realm\"")]
    [InlineData("\"https://ID.example.com/realm\"")]
    [InlineData("\"https://id.example.com:443/realm\"")]
    [InlineData("\"http://id.example.com/realm\"")]
    [InlineData("\"https://evil.example.com/realm\"")]
    [InlineData("\"https://id.example.com/realm\\u200b\"")]
    [InlineData("[\"https://id.example.com/realm\"]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task D5_DiscoveryOfAnotherIssuer_IsRefusedAndItsKeysAreNotFetched(string issuer)
    {
        var documents = new Documents($$"""{"issuer":{{issuer}},"jwks_uri":"https://id.example.com/certs"}""");

        var load = await LoadAsync(FetchRig.Of(Authority), documents);

        Assert.Contains("discovery document is of issuer", load.Problem, StringComparison.Ordinal);
        Assert.Single(documents.Asked);
    }

    [Theory]
    [InlineData("https://evil.example.com/certs")]
    [InlineData("https://id.example.com.evil.test/certs")]
    [InlineData("https://example.com/certs")]
    [InlineData("https://sub.id.example.com/certs")]
    [InlineData("https://id.example.com@evil.test/certs")]
    [InlineData("http://id.example.com/certs")]
    [InlineData("http://localhost/certs")]
    [InlineData("https://localhost/certs")]
    [InlineData("https://169.254.169.254/certs")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:application/json,{}")]
    [InlineData("/certs")]
    [InlineData("")]
    public async Task D5_KeyAddressOnAnotherHostOrScheme_IsRefusedAndNotFetched(string keyAddress)
    {
        foreach (var proxy in new[] { null, "http://proxy.internal:3128" })
        {
            var documents = new Documents(Document(Authority, keyAddress));

            var load = await LoadAsync(FetchRig.Of(Authority) with { Proxy = proxy }, documents);

            Assert.Contains("jwks_uri", load.Problem, StringComparison.Ordinal);
            Assert.Single(documents.Asked);
        }
    }

    [Fact]
    public async Task D5_KeyAddressOnAConfiguredHost_IsFetched()
    {
        var documents = new Documents(Document(Authority, "https://keys.example.net/certs"));

        Assert.True((await LoadAsync(FetchRig.Of(Authority) with { KeyHosts = new(["KEYS.example.net"]) }, documents)).Succeeded);
    }

    [Fact]
    public async Task D5_DocumentWithTwoIssuersOrMore_IsRefused()
    {
        foreach (var document in new[]
        {
            $$"""{"issuer":"https://evil.test","issuer":"{{Authority}}","jwks_uri":"https://id.example.com/certs"}""",
            $$"""{"issuer":"{{Authority}}","jwks_uri":"https://evil.test","jwks\u005furi":"https://id.example.com/certs"}""",
            Document(Authority, "https://id.example.com/certs") + "{}",
            "[" + Document(Authority, "https://id.example.com/certs") + "]",
            $$"""{"issuer":"{{Authority}}"}""",
            "<html></html>",
            "",
        })
        {
            var documents = new Documents(document);

            Assert.False((await LoadAsync(FetchRig.Of(Authority), documents)).Succeeded, document);
            Assert.Single(documents.Asked);
        }
    }

    [Fact]
    public async Task D4_AuthorityThatIsNotHttps_IsNeverFetched()
    {
        foreach (var authority in new[] { "http://id.example.com", "file:///etc", "data:,x", "ftp://id.example.com", "https://id.example.com/?a=b" })
        {
            var documents = new Documents(Document(authority, authority));

            Assert.False((await LoadAsync(FetchRig.Of(authority), documents)).Succeeded, authority);
            Assert.Empty(documents.Asked);
        }
    }

    private static string Document(string issuer, string keyAddress) => $$"""{"issuer":"{{issuer}}","jwks_uri":"{{keyAddress}}","more":[1,{"a":null}]}""";

    private static Task<KeyLoad> LoadAsync(IssuerKeySettings settings, Documents documents) =>
        new RemoteKeySource(settings, new AddressGuard(allowLoopback: true), documents, new KeySetReader(Enum.GetValues<SignatureAlgorithm>(), new ManualTimeProvider()))
            .LoadAsync(CancellationToken.None);

    private sealed class Documents(string discovery) : IDocumentFetcher
    {
        public List<string> Asked { get; } = [];

        public Task<FetchedDocument> FetchAsync(Uri address, CancellationToken cancellationToken)
        {
            Asked.Add(address.OriginalString);
            var body = Asked.Count == 1 ? discovery : JwkText.Set(JwkText.Ec("good"));
            return Task.FromResult(new FetchedDocument(Encoding.UTF8.GetBytes(body), null));
        }
    }
}
