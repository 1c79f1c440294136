using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;
using ZeroTrust.Security.AspNetCore.Pipeline;
using ZeroTrust.Security.AspNetCore.Tests.Gateway;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>F4 to F7: headers of identity that a client sends, has left out, or sends twice, and those that name another address.</summary>
public sealed class IdentityHeaderThreats
{
    private static readonly string[] Spellings =
    [
        "X-User-ID", "x-user-id", "X_User_ID", "X.User.ID", "X-USER_ID", "x_user.id", "X-User-Role", "X_USER_ROLE", "X-Forwarded-User", "Remote_User", "X~User!ID", "x+user|id",
        "X-Forwarded-Client-Cert", "x_forwarded_client_cert", "X.Forwarded-Client_Cert", "X-SSL-Client-S-DN", "X-Auth-Request-Email", "X_Auth_Request.Anything",
        "x-ms-client-principal-id", "X_Api_Key", "X-Api-Key", "Proxy-Authorization", "X-Shop-Customer", "x_shop_customer", "X-Shop-Tier", "X_Desk.Number",
    ];

    private static readonly Dictionary<string, string?> Configured = new() { ["Gateway:RemoveHeaders"] = "X-Shop-Customer X.Shop_Tier X-Desk-*" };

    [Theory]
    [InlineData(HttpProtocols.Http1, false)]
    [InlineData(HttpProtocols.Http1, true)]
    [InlineData(HttpProtocols.Http2, false)]
    public async Task F4_IdentityHeader_ReachesNobodyInWhateverSpelling(HttpProtocols protocols, bool forwardedHeaders)
    {
        await using var site = await StartAsync(protocols, forwardedHeaders);
        using var client = ClientOf(site, protocols);
        foreach (var spelling in Spellings)
        {
            site.Seen.Clear();
            site.Trail.Clear();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/open/orders") { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
            Assert.True(request.Headers.TryAddWithoutValidation(spelling, "alice"));
            request.Headers.Add("X-Forwarded-For", "127.0.0.2");
            request.Headers.Add("X-Other", "stays");
            using var answer = await client.SendAsync(request);

            // An API key in its own spelling is a credential, and is judged where a service takes them: here none does.
            Assert.Equal((spelling, HttpStatusCode.OK), (spelling, answer.StatusCode));
            Assert.DoesNotContain(site.Seen.Headers, header => HeaderSpelling.AreSame(header.Key, HeaderSpelling.Normalize(spelling)) || header.Value.Contains("alice"));
            Assert.Equal("stays", site.Seen.Headers["X-Other"].ToString());
            if (spelling != "X-Api-Key")
            {
                var attempt = Assert.Single(site.Trail.Events, static entry => entry.Type == "headers.identity");
                Assert.Equal((AuditOutcome.Denied, "identity_header_of_client", IPAddress.Loopback), (attempt.Outcome, attempt.Reason, attempt.ClientAddress));
            }
        }
    }

    [Fact]
    public async Task F4_RepeatedHeader_ReachesNobody()
    {
        await using var site = await StartAsync(HttpProtocols.Http1);

        await RawRequest.SendAsync(site.Address, "GET /open/orders HTTP/1.1", "X-User-ID: alice", "X_User_ID: alice", "X-User-ID: alice", "X-User-Role: admin, alice");

        Assert.DoesNotContain(site.Seen.Headers, static header => header.Value.ToString().Contains("alice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task F4_IdentityHeader_IsGoneWhereverThePipelineLooks()
    {
        await using var site = await GatewaySite.StartAsync(static (app, seen) =>
        {
            app.Use((context, next) =>
            {
                seen.Note(context);
                return next(context);
            });
            app.Map("/branch", branch => branch.Run(context => context.Response.WriteAsync("branch")));
            app.UseZeroTrustGateway();
            app.UseZeroTrust();
        });
        foreach (var path in new[] { "/branch", "/missing", "/" })
        {
            await site.GetAsync(path, null, ("X_User_ID", "alice"));
            Assert.DoesNotContain(site.Seen.Headers, static header => header.Value.Contains("alice"));
        }
    }

    [Fact]
    public async Task F4_IdentityHeader_IsGoneBeforeWhatStartupFiltersPutInFront()
    {
        var seen = new SeenRequests();
        await using var site = await GatewaySite.StartAsync(configure: builder => builder.Services.Insert(
            // Where a filter stands that was registered before AddZeroTrust.
            builder.Services.ToList().FindIndex(static service => service.ImplementationType == typeof(StartupCheck)) + 1,
            ServiceDescriptor.Singleton<IStartupFilter>(new InFront(seen))));
        await site.GetAsync("/open/orders", null, ("X_User_ID", "alice"));

        Assert.DoesNotContain(seen.Headers, static header => header.Value.Contains("alice"));
    }

    [Fact]
    public async Task F5_ConnectionHeader_HasNoHeaderOfOursLeftOut()
    {
        await using var site = await StartAsync(HttpProtocols.Http1);
        (string Sent, string Seen)[] rows =
        [
            ("keep-alive", "keep-alive"),
            ("Authorization", ""),
            ("keep-alive, authorization", "keep-alive"),
            ("X-More,\tAUTHORIZATION ,X-Other", "X-More, X-Other"),
            ("X-User-ID, x_forwarded_client_cert, X-Api-Key, X-Shop-Customer, close", "close"),
        ];
        foreach (var (sent, seen) in rows)
        {
            site.Seen.Clear();
            await RawRequest.SendAsync(site.Address, "GET /orders HTTP/1.1", $"Connection: {sent}", $"Authorization: Bearer {site.Token()}");

            // As whoever passes a request on must: the headers that Connection names stay behind.
            var named = site.Seen.Headers.TryGetValue("Connection", out var options) ? options.ToString() : "";
            Assert.Equal((sent, seen), (sent, named));
            Assert.NotNull(site.Seen.Token);
        }
    }

    [Fact]
    public async Task F5_Absence_IsNeverTrust()
    {
        await using var site = await Site.StartAsync(static app => app.MapGet("/orders", static (HttpContext http) => http.GetCaller().ToString()).RequireUser());
        site.Tokens.Add("alice", Callers.User("alice"));

        Assert.Equal("200", await site.GetAsync("/orders", "alice").ShortAsync());
        Assert.Equal("401 credential_missing", await site.GetAsync("/orders").ShortAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        foreach (var spelling in Spellings.Where(static spelling => spelling != "X-Api-Key"))
        {
            request.Headers.TryAddWithoutValidation(spelling, "alice");
        }

        Assert.Equal("401 credential_missing", await site.Client().SendAsync(request).ShortAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F6_OtherAddresses_ChooseNeitherTheEndpointNorTheServiceNorTheClient(bool forwardedHeaders)
    {
        await using var site = await StartAsync(HttpProtocols.Http1, forwardedHeaders);
        string[] targets =
        [
            "X-Original-URL", "X_Original_URL", "X-Original-URI", "X-Rewrite-URL", "X-Forwarded-URI", "X-Forwarded-Path", "X-Original-Host", "X-Original-Method", "X-Forwarded-Method",
            "X-Forwarded-Prefix", "X-Forwarded-Host", "X-HTTP-Method-Override", "Forwarded",
        ];
        foreach (var target in targets)
        {
            site.Trail.Clear();
            (string Name, string Value)[] headers = [(target, "/open/orders"), ("X-Forwarded-For", "127.0.0.2"), ("X-User-ID", "alice")];
            Assert.Equal((target, "401 credential_missing"), (target, await site.GetAsync("/orders", null, headers).ShortAsync()));
            Assert.Equal(IPAddress.Loopback, Assert.Single(site.Trail.Events, static entry => entry.Type == "headers.identity").ClientAddress);

            Assert.Equal((target, "200"), (target, await site.GetAsync("/elsewhere", site.Token(), headers).ShortAsync()));
            Assert.Null(site.Seen.Token);
            Assert.StartsWith("/elsewhere ", site.Seen.Target, StringComparison.Ordinal);
        }

        // Those that servers behind a proxy go by are not passed on.
        foreach (var target in targets[..9])
        {
            await site.GetAsync("/open/orders", null, (target, "/orders"));
            Assert.DoesNotContain(site.Seen.Headers, header => string.Equals(header.Key, target, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task F7_HeaderThatIsNotSingle_HasNoValue()
    {
        var read = "";
        await using var site = await GatewaySite.StartAsync(
            (app, _) =>
            {
                app.UseZeroTrustGateway();
                app.UseZeroTrust();
                app.MapGet("/", (HttpContext http) => { read = http.GetSingleHeader("X-Shop-Region") ?? "none"; }).AllowAnonymousBecause("a test");
            },
            protocols: HttpProtocols.Http1);
        (string[] Sent, string Read)[] rows =
        [
            ([], "none"),
            (["X-Shop-Region: north"], "north"),
            (["x_shop.region: north"], "north"),
            (["X-Shop-Region: north,south"], "none"),
            (["X-Shop-Region: north, "], "none"),
            (["X-Shop-Region: north", "X-Shop-Region: south"], "none"),
            (["X-Shop-Region: north", "X-Shop-Region: north"], "none"),
            (["X-Shop-Region: north", "X_Shop_Region: south"], "none"),
            (["X-Shop-Region:"], "none"),
            (["X-Shop-Region:", "X-Shop-Region: north"], "none"),
        ];
        foreach (var (sent, expected) in rows)
        {
            await RawRequest.SendAsync(site.Address, ["GET / HTTP/1.1", .. sent]);
            Assert.Equal((string.Join('|', sent), expected), (string.Join('|', sent), read));
        }
    }

    private static Task<GatewaySite> StartAsync(HttpProtocols protocols, bool forwardedHeaders = true) => GatewaySite.StartAsync(
        settings: Configured,

        // Switched on in containers by ASPNETCORE_FORWARDEDHEADERS_ENABLED.
        configure: builder => builder.Configuration["ForwardedHeaders_Enabled"] = forwardedHeaders ? "true" : "false",
        protocols: protocols);

    private static HttpClient ClientOf(GatewaySite site, HttpProtocols protocols) => new()
    {
        BaseAddress = site.Address,
        DefaultRequestVersion = protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>What a host, or a package, puts in front of the application.</summary>
    private sealed class InFront(SeenRequests seen) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                seen.Note(context);
                return following(context);
            });
            next(app);
        };
    }
}
