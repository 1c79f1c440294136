using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class DestinationTests
{
    [Theory]
    [InlineData("https://payments.internal/charge", true)]
    [InlineData("https://PAYMENTS.internal:443/charge", true)]
    [InlineData("https://ledger.internal:8443/", true)]
    [InlineData("https://[2001:db8::1]:9443/", true)]
    [InlineData("https://payments.internal:8443/", false)]
    [InlineData("https://ledger.internal/", false)]
    [InlineData("http://payments.internal/", false)]
    [InlineData("http://payments.internal:443/", false)]
    [InlineData("ftp://payments.internal/", false)]
    [InlineData("https+http://payments.internal/", false)]
    [InlineData("https://payments.internal@evil.example/", false)]
    [InlineData("https://user:secret@payments.internal/", false)]
    [InlineData("https://payments.internal.evil.example/", false)]
    [InlineData("https://evil.example/payments.internal", false)]
    [InlineData("https://evil.example#payments.internal", false)]
    [InlineData("https://payments.internal./", false)]
    [InlineData("https://sub.payments.internal/", false)]
    [InlineData("https://xpayments.internal/", false)]
    [InlineData("http://127.0.0.1/", false)]
    public void H5_Allow_OnlyListedHostsOverHttps(string address, bool allowed)
    {
        var destinations = new Destinations(Hosts("payments.internal", "ledger.internal:8443", "[2001:db8::1]:9443"), allowLoopbackHttp: false);

        Assert.Equal(allowed, destinations.Allow(new Uri(address)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/", true, true)]
    [InlineData("http://127.0.0.1:5000/", false, false)]
    [InlineData("http://127.0.0.1:5001/", true, false)]
    [InlineData("http://127.0.0.2:5000/", true, false)]
    [InlineData("http://payments.internal:5000/", true, false)]
    public void H5_Allow_HttpOnLoopbackInDevelopmentAlone(string address, bool development, bool allowed)
    {
        var destinations = new Destinations(Hosts("127.0.0.1:5000", "payments.internal:5000"), development);

        Assert.Equal(allowed, destinations.Allow(new Uri(address)));
    }

    [Fact]
    public void H5_Allow_NoAddressOrARelativeOne_IsRefused()
    {
        var destinations = new Destinations(Hosts("payments.internal"), allowLoopbackHttp: true);

        Assert.False(destinations.Allow(null));
        Assert.False(destinations.Allow(new Uri("/charge", UriKind.Relative)));
    }

    [Theory]
    [InlineData("payments.internal:443", "payments.internal", 443)]
    [InlineData("payments.internal", "payments.internal", null)]
    [InlineData("[::1]:8443", "::1", 8443)]
    public void TryParse_HostOrHostAndPort(string text, string host, int? port)
    {
        Assert.True(AllowedHost.TryParse(text, out var allowed));
        Assert.Equal(new(host, port), allowed);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("*")]
    [InlineData("*.internal")]
    [InlineData("https://payments.internal")]
    [InlineData("payments.internal/path")]
    [InlineData("a@payments.internal")]
    [InlineData("payments.internal:")]
    [InlineData("payments.internal:0")]
    [InlineData("payments internal")]
    [InlineData("127.1")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(AllowedHost.TryParse(text, out _));

    private static AllowedHost[] Hosts(params string[] hosts) => [.. hosts.Select(static host => AllowedHost.TryParse(host, out var allowed) ? allowed : throw new FormatException(host))];
}
