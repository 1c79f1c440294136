using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Certificates;
using ZeroTrust.Security.AspNetCore.Tests.Certificates;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>F11: a certificate in a header counts only from a proxy; from anybody else it is removed and the attempt recorded.</summary>
public sealed class ForwardedCertificateThreats
{
    private static readonly string[] Spellings =
    [
        "X-Forwarded-Client-Cert", "x-forwarded-client-cert", "X_Forwarded_Client_Cert", "X-Forwarded_Client-Cert", "X.Forwarded.Client.Cert",
        "X-SSL-Client-Cert", "X-ARR-ClientCert", "Client-Cert", "client_cert", "Client-Cert-Chain",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F11_HeaderOfAClient_IsRemovedAndRecorded(bool forwardedHeaders)
    {
        var (seen, addresses) = (new List<string>(), new List<IPAddress?>());
        await using var site = await StartAsync(
            "EnvoyXfcc",
            "127.0.0.2",
            build: app => app.Use((context, next) =>
            {
                seen.AddRange(context.Request.Headers.Select(static header => header.Key));
                addresses.Add(context.Connection.RemoteIpAddress);
                return next(context);
            }),
            forwardedHeaders);
        foreach (var spelling in Spellings)
        {
            seen.Clear();
            site.Trail.Clear();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
            request.Headers.TryAddWithoutValidation(spelling, Element(site));
            request.Headers.Add("X-Forwarded-For", "127.0.0.2");
            request.Headers.Add("X-Other", "stays");
            using var client = site.PlainClient();
            Assert.Equal("401 credential_missing", await client.SendAsync(request).ShortAsync());
            Assert.DoesNotContain(spelling, seen, StringComparer.OrdinalIgnoreCase);
            Assert.Contains("X-Other", seen);

            var attempt = Assert.Single(site.Trail.Events, static entry => entry.Type == "certificate.forwarded");
            Assert.Equal((AuditOutcome.Denied, "forwarded_certificate_of_no_proxy", IPAddress.Loopback), (attempt.Outcome, attempt.Reason, attempt.ClientAddress));
        }

        // What middleware believes of the address is another matter, and the test shows that it does.
        Assert.All(addresses, address => Assert.Equal(IPAddress.Parse(forwardedHeaders ? "127.0.0.2" : "127.0.0.1"), address));
    }

    [Fact]
    public async Task F11_ProxyOnThisMachine_SpeaksForItsClient()
    {
        await using var site = await StartAsync("EnvoyXfcc", "127.0.0.0/8");
        Assert.Equal("service 'orders'", await GetAsync(site, Element(site)));
        Assert.Equal("401 credential_missing", await GetAsync(site));
        Assert.DoesNotContain(site.Trail.Events, static entry => entry.Type == "certificate.forwarded");
    }

    [Fact]
    public async Task F11_OtherSpellings_AreRemovedFromAProxysRequestsToo()
    {
        var seen = new List<string>();
        await using var site = await StartAsync("EnvoyXfcc", "127.0.0.1", app => app.Use((context, next) =>
        {
            seen.AddRange(context.Request.Headers.Select(static header => header.Key));
            return next(context);
        }));
        using var client = site.PlainClient();
        client.DefaultRequestHeaders.Add("X_Forwarded_Client_Cert", Element(site));
        client.DefaultRequestHeaders.Add("Client-Cert", ":AAAA:");
        client.DefaultRequestHeaders.Add("X-Forwarded-Client-Cert", Element(site));
        Assert.Equal("service 'orders'", await client.GetStringAsync("/orders"));
        Assert.Equal(["X-Forwarded-Client-Cert"], seen.Where(static name => name.Contains("Cert", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task F11_TwoElements_TheLastHopsCounts()
    {
        await using var site = await StartAsync("EnvoyXfcc", "127.0.0.1");
        var (good, other) = (Element(site), Element(site, "spiffe://prod.example/ns/shop/sa/ledger"));
        Assert.Equal("service 'orders'", await GetAsync(site, $"{other},{good}"));
        Assert.Equal("401 invalid_token", await GetAsync(site, $"{good},{other}"));
        Assert.Equal("401 invalid_token", await GetAsync(site, good, other));
        Assert.Equal("service 'orders'", await GetAsync(site, other, good));

        // A client's quote that is left open swallows nothing of the proxy's element.
        Assert.Equal("400 invalid_request", await GetAsync(site, $"By=\"x,{good}"));
        Assert.Equal("400 invalid_request", await GetAsync(site, $"Subject=\"a\\,{good}"));
        Assert.Equal("400 invalid_request", await GetAsync(site, $"{good},By=\"{other}"));
    }

    [Fact]
    public async Task F11_QuotedSeparatorsAndEscapes_ArePartOfTheirValue()
    {
        await using var site = await StartAsync("EnvoyXfcc", "127.0.0.1");
        var cert = Certificate(site);
        const string Subject = "Subject=\"CN=a\\\"b,O=x;Cert=\\\"evil\\\",URI=spiffe://evil/x\"";
        Assert.Equal("service 'orders'", await GetAsync(site, $"By=spiffe://a/b;{Subject};Cert=\"{cert}\";URI={CertificateSite.Orders}"));
        Assert.Equal("service 'orders'", await GetAsync(site, $"Cert=\"{cert}\";{Subject}"));
        Assert.Equal("400 invalid_request", await GetAsync(site, $"Cert=\"{cert}\";Cert=\"{cert}\""));
        Assert.Equal("400 invalid_request", await GetAsync(site, $"Subject=\"x\"Cert=\"{cert}\""));
        Assert.Equal("400 invalid_request", await GetAsync(site, $"Cert=\"{cert}\";Hash={new string('0', 64)}"));
    }

    [Theory]
    [InlineData("%0")]
    [InlineData("%0g")]
    [InlineData("%00")]
    [InlineData("%80")]
    [InlineData("+")]
    [InlineData("%2BA")]
    [InlineData("%2D%2D%2D%2D%2DBEGIN%20CERTIFICATE-----%0AAAAA%0A-----END%20CERTIFICATE-----")]
    public async Task F11_PercentEncodingThatIsWrong_IsRefused(string more)
    {
        await using var site = await StartAsync("EscapedPem", "127.0.0.1");
        var good = Certificate(site);
        Assert.Equal("service 'orders'", await GetAsync(site, good));
        Assert.Equal("400 invalid_request", await GetAsync(site, good + more));
        Assert.Equal("400 invalid_request", await GetAsync(site, more + good));
    }

    [Fact]
    public async Task F11_ForwardedCertificate_GoesThroughTheSameChecks()
    {
        await using var site = await StartAsync("EscapedPem", "127.0.0.1");
        using var other = new TestCa();
        Assert.Equal("401 invalid_token", await GetAsync(site, Escape(other.Issue(CertificateSite.Orders))));
        Assert.Equal("certificate_untrusted", site.Trail.Events[^1].Reason);
        Assert.Equal("401 invalid_token", await GetAsync(site, Escape(site.Ca.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], To = TestCa.Start }))));
        Assert.Equal("certificate_expired", site.Trail.Events[^1].Reason);
        Assert.Equal("401 invalid_token", await GetAsync(site, Escape(site.Ca.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], Uses = [TestCa.ServerUse] }))));
        Assert.Equal("certificate_wrong_use", site.Trail.Events[^1].Reason);

        // The one that was remembered for good is looked at again, too.
        var good = Certificate(site);
        Assert.Equal("service 'orders'", await GetAsync(site, good));
        await site.SwapBundleAsync(other.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("401 invalid_token", await GetAsync(site, good));
    }

    [Theory]
    [InlineData("EnvoyXfcc")]
    [InlineData("EscapedPem")]
    [InlineData("Base64Der")]
    [InlineData("ClientCert")]
    public async Task EachForm_ProvesTheService(string format)
    {
        await using var site = await StartAsync(format, "127.0.0.1");
        var der = site.Ca.Issue(CertificateSite.Orders).RawData;
        Assert.Equal("service 'orders'", await GetAsync(site, format switch
        {
            "EnvoyXfcc" => Element(site),
            "EscapedPem" => Certificate(site),
            "Base64Der" => Convert.ToBase64String(der),
            _ => $":{Convert.ToBase64String(der)}:",
        }));
    }

    [Fact]
    public async Task F11_ProxyThatProvesItselfByACertificate_IsNoCallerItself()
    {
        await using var site = await StartAsync("EnvoyXfcc", "127.0.0.1");
        using var proxy = site.Client(site.Ca.Issue(CertificateSite.Edge));
        Assert.Equal("401 credential_missing", await proxy.GetAsync("/caller").ShortAsync());
        proxy.DefaultRequestHeaders.Add("X-Forwarded-Client-Cert", Element(site));
        Assert.Equal("service 'orders'", await proxy.GetStringAsync("/orders"));
    }

    [Fact]
    public async Task F11_ServiceThatIsNoProxy_SpeaksForItselfAlone()
    {
        await using var site = await StartAsync("EnvoyXfcc", "127.0.0.1", settings: ("Services:ledger:SpiffeIds", "spiffe://prod.example/ns/shop/sa/ledger"));
        using var ledger = site.Client(site.Ca.Issue("spiffe://prod.example/ns/shop/sa/ledger"));
        ledger.DefaultRequestHeaders.Add("X-Forwarded-Client-Cert", Element(site));
        Assert.Equal("service 'ledger'", await ledger.GetStringAsync("/caller"));
        Assert.Contains(site.Trail.Events, static entry => entry.Type == "certificate.forwarded");
    }

    [Fact]
    public async Task F11_NamedButNotPassedOn_CountsOnlyWhereTheProxysWordIsTaken()
    {
        var hash = $"Hash={new string('a', 64)};URI={CertificateSite.Orders}";
        await using (var strict = await StartAsync("EnvoyXfcc", "127.0.0.1"))
        {
            Assert.Equal("400 invalid_request", await GetAsync(strict, hash));
        }

        await using var site = await StartAsync("EnvoyXfcc", "127.0.0.1", settings: ("Forwarded:TrustProxyVerdict", "true"));
        Assert.Equal("service 'orders'", await GetAsync(site, hash));
        Assert.Equal("400 invalid_request", await GetAsync(site, $"URI={CertificateSite.Orders}"));
        Assert.Equal("401 invalid_token", await GetAsync(site, $"{hash};URI=spiffe://prod.example/ns/shop/sa/ledger"));
        Assert.Equal("400 invalid_request", await GetAsync(site, $"Hash={new string('a', 63)};URI={CertificateSite.Orders}"));
    }

    [Theory]
    [InlineData("unix", "200")]
    [InlineData("127.0.0.0/8", "401 credential_missing")]
    public async Task F11_UnixSocket_IsAPeerOfItsOwn(string from, string answer)
    {
        var socket = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sock");
        await using var site = await CertificateSite.StartAsync(
            new Dictionary<string, string?> { ["Forwarded:Format"] = "EnvoyXfcc", ["Forwarded:From"] = from },
            configure: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket)));
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new("http://localhost") };
        client.DefaultRequestHeaders.Add("X-Forwarded-Client-Cert", Element(site));
        Assert.Equal(answer, await client.GetAsync("/orders").ShortAsync());
    }

    [Fact]
    public async Task F11_WithoutForwardedCertificates_NoHeaderIsReadOrRemoved()
    {
        await using var site = await CertificateSite.StartAsync(map: static app =>
            app.MapGet("/header", static (HttpContext context) => context.Request.Headers["X-Forwarded-Client-Cert"].ToString()).AllowAnonymousBecause("a test"));
        using var client = site.PlainClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-Client-Cert", Element(site));
        Assert.Equal("401 credential_missing", await client.GetAsync("/orders").ShortAsync());
        Assert.StartsWith("Cert=", await client.GetStringAsync("/header"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3", false, false)]
    [InlineData("10.1.2.3", true, true)]
    [InlineData("11.1.2.3", true, false)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::ffff:10.1.2.3", true, true)]
    [InlineData("::1", false, false)]
    public async Task F11_PeerBeyondThisMachine_NeedsACertificateOfItsOwn(string address, bool proven, bool isProxy)
    {
        await using var site = await StartAsync("EnvoyXfcc", "10.0.0.0/8 127.0.0.0/8");
        using var certificate = site.Ca.Issue(proven ? CertificateSite.Edge : CertificateSite.Orders);
        var end = IPAddress.Parse(address);
        var peer = new PeerAddress(end.IsIPv4MappedToIPv6 ? end.MapToIPv4() : end, false);
        Assert.Equal(isProxy, site.Certificates.IsProxy(peer, proven ? certificate : null));

        // A service that is no proxy is none, wherever it is.
        if (!proven)
        {
            Assert.False(site.Certificates.IsProxy(peer, certificate));
        }
    }

    private static Task<CertificateSite> StartAsync(
        string format, string from, Action<WebApplication>? build = null, bool forwardedHeaders = true, (string Key, string Value)? settings = null)
    {
        var all = new Dictionary<string, string?> { ["Forwarded:Format"] = format, ["Forwarded:From"] = from, ["Forwarded:Proxies"] = "edge" };
        if (settings is { } more)
        {
            all[more.Key] = more.Value;
        }

        // Switched on in containers by ASPNETCORE_FORWARDEDHEADERS_ENABLED.
        return CertificateSite.StartAsync(all, build, configure: builder => builder.Configuration["ForwardedHeaders_Enabled"] = forwardedHeaders ? "true" : "false");
    }

    private static async Task<string> GetAsync(CertificateSite site, params string?[] values)
    {
        using var client = site.PlainClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        var header = site.Certificates.ForwardedHeader!;
        foreach (var value in values.OfType<string>())
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var response = await client.SendAsync(request);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : await Task.FromResult(response).ShortAsync();
    }

    private static string Element(CertificateSite site, string spiffeId = CertificateSite.Orders) => $"Cert=\"{Escape(site.Ca.Issue(spiffeId))}\"";

    private static string Certificate(CertificateSite site) => Escape(site.Ca.Issue(CertificateSite.Orders));

    private static string Escape(X509Certificate2 certificate) => Uri.EscapeDataString(certificate.ExportCertificatePem() + "\n");
}
