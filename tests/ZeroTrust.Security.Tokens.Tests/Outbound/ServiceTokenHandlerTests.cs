using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using ZeroTrust.Security.Tokens.Outbound;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class ServiceTokenHandlerTests
{
    private static readonly Uri NobodyThere = new("https://127.0.0.1:1");

    [Fact]
    public async Task Send_ListedHost_CarriesTheTokenAndLeavesNoneInTheRequest()
    {
        await using var payments = await Listener.StartAsync();
        using var host = Host(payments.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/charge");
        using var response = await host.Client().SendAsync(request);

        Assert.Equal("Bearer minted-1-for-payment-service", Assert.Single(payments.Seen));
        Assert.Null(request.Headers.Authorization);
        Assert.Null(response.RequestMessage!.Headers.Authorization);
    }

    [Fact]
    public async Task Send_Again_UsesTheTokenAtHand_AndRetryHandlersMaySendTheSameRequest()
    {
        await using var payments = await Listener.StartAsync();
        using var host = Host(payments.Address, static client => client.AddHttpMessageHandler(static () => new Twice()));
        using var response = await host.Client().GetAsync(new Uri("/charge", UriKind.Relative));

        Assert.Equal(["Bearer minted-1-for-payment-service", "Bearer minted-1-for-payment-service"], payments.Seen);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task H5_Send_RedirectToAnotherHostOrPort_IsNotFollowed(int status)
    {
        await using var payments = await Listener.StartAsync();
        await using var other = await Listener.StartAsync("127.0.0.2");
        await using var port = await Listener.StartAsync();
        using var host = Host(payments.Address);
        foreach (var target in (Uri[])[other.Address, port.Address, new UriBuilder(other.Address) { UserName = "127.0.0.1" }.Uri])
        {
            payments.Answer = http =>
            {
                http.Response.StatusCode = status;
                http.Response.Headers.Location = new Uri(target, "/charge").AbsoluteUri;
                return Task.CompletedTask;
            };
            using var content = new StringContent("100 EUR");
            using var response = await host.Client().PostAsync(new Uri("/charge", UriKind.Relative), content);
            Assert.Equal(status, (int)response.StatusCode);
        }

        Assert.Empty(other.Seen);
        Assert.Empty(port.Seen);
        Assert.Equal(3, payments.Seen.Count);
    }

    [Fact]
    public async Task H5_Send_RedirectWithAPrimaryHandlerOfTheApplicationsOwn_IsNotFollowed()
    {
        await using var payments = await Listener.StartAsync();
        await using var other = await Listener.StartAsync("127.0.0.2");
        payments.Answer = http =>
        {
            http.Response.Redirect(other.Address.AbsoluteUri);
            return Task.CompletedTask;
        };
        using var older = Host(payments.Address, static client => client.ConfigurePrimaryHttpMessageHandler(static () => new HttpClientHandler { AllowAutoRedirect = true }));
        using var wrapped = Host(payments.Address, static client => client.ConfigurePrimaryHttpMessageHandler(static () => new Twice { InnerHandler = new SocketsHttpHandler() }));

        foreach (var host in (IHost[])[older, wrapped])
        {
            using var response = await host.Client().GetAsync(new Uri("/charge", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        }

        Assert.Empty(other.Seen);
    }

    [Theory]
    [InlineData("http://127.0.0.2:{0}/")]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://127.0.0.1:{1}@127.0.0.2:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://user@127.0.0.1:{1}/")]
    public async Task H5_Send_HostThatIsNotListed_FailsBeforeAnythingIsSent(string address)
    {
        await using var payments = await Listener.StartAsync();
        await using var other = await Listener.StartAsync("127.0.0.2");
        await using var port = await Listener.StartAsync();
        var log = new TestLog();
        using var host = Host(payments.Address, log: log);
        foreach (var listener in (Listener[])[other, port])
        {
            var target = new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, listener.Address.Port, payments.Address.Port));
            var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => host.Client().GetAsync(target));
            Assert.Equal(ServiceTokenFailure.DestinationRefused, fault.Failure);
        }

        Assert.Empty(other.Seen);
        Assert.Empty(port.Seen);
        Assert.Empty(payments.Seen);
        Assert.Equal(0, host.Minter().Count);
        Assert.Equal(2, log.Count(2803));
    }

    [Fact]
    public async Task H5_Send_HandlerThatTurnsTheRequestElsewhere_StandsAboveTheCheck()
    {
        await using var payments = await Listener.StartAsync();
        await using var other = await Listener.StartAsync("127.0.0.2");
        using var host = Host(payments.Address, client => client.AddHttpMessageHandler(() => new Elsewhere(other.Address)));

        await Assert.ThrowsAsync<ServiceTokenException>(() => host.Client().GetAsync(new Uri("/charge", UriKind.Relative)));
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task Send_AuthorizationOfItsOwn_IsRefused()
    {
        await using var payments = await Listener.StartAsync();
        using var host = Host(payments.Address);
        using var good = new HttpRequestMessage(HttpMethod.Get, "/charge");
        good.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "another");
        using var odd = new HttpRequestMessage(HttpMethod.Get, "/charge");
        odd.Headers.TryAddWithoutValidation("authorization", "");

        foreach (var request in (HttpRequestMessage[])[good, odd])
        {
            var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => host.Client().SendAsync(request));
            Assert.Equal(ServiceTokenFailure.AuthorizationPresent, fault.Failure);
        }

        Assert.Empty(payments.Seen);
    }

    [Fact]
    public async Task Send_RefusedToken_IsReplacedOnceAndTheRequestSentAgain()
    {
        await using var payments = await Listener.StartAsync();
        payments.Answer = static http =>
        {
            http.Response.StatusCode = http.Request.Headers.Authorization.ToString().Contains("minted-1", StringComparison.Ordinal) ? 401 : 200;
            return Task.CompletedTask;
        };
        using var host = Host(payments.Address);
        using var content = JsonContent.Create(new Dictionary<string, string> { ["amount"] = "100" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/charge") { Content = content, Version = HttpVersion.Version11 };
        request.Headers.Add("X-Order", "1");
        using var response = await host.Client().SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["Bearer minted-1-for-payment-service", "Bearer minted-2-for-payment-service"], payments.Seen);
        Assert.Single(payments.Bodies.Distinct());
    }

    [Fact]
    public async Task Send_RefusedForEver_IsAnswered401AndCausesOneTokenRequestInTenSeconds()
    {
        await using var payments = await Listener.StartAsync();
        payments.Answer = static http =>
        {
            http.Response.StatusCode = 401;
            return Task.CompletedTask;
        };
        using var host = Host(payments.Address);
        for (var i = 0; i < 5; i++)
        {
            using var response = await host.Client().GetAsync(new Uri("/charge", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        Assert.Equal(2, host.Minter().Count);
        Assert.Equal(6, payments.Seen.Count);
    }

    [Fact]
    public async Task Send_ContentThatCanBeReadOnce_IsNotSentAgain()
    {
        await using var payments = await Listener.StartAsync();
        payments.Answer = static http =>
        {
            http.Response.StatusCode = 401;
            return Task.CompletedTask;
        };
        using var host = Host(payments.Address);
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("100 EUR")));
        using var response = await host.Client().PostAsync(new Uri("/charge", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(payments.Seen);
        Assert.Equal(1, host.Minter().Count);
    }

    [Fact]
    public async Task Send_ForUserAndTenant_AskForTokensOfTheirOwn()
    {
        await using var payments = await Listener.StartAsync();
        using var host = Host(payments.Address);
        var end = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(10);
        foreach (var change in (Action<HttpRequestMessage>[])
        [
            static _ => { },
            request => request.ForUser(TestUser.Of("alice", end)),
            request => request.ForUser(TestUser.Of("bob", end)).ForTenant("b"),
            request => request.ForUser(TestUser.Of("alice", end)),
        ])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/charge");
            change(request);
            using var response = await host.Client().SendAsync(request);
        }

        var asked = host.Minter().Requests.ToArray();
        Assert.Equal([null, "alice", "bob"], asked.Select(static request => request.User?.Token.Caller.User?.Subject));
        Assert.Equal([null, null, "b"], asked.Select(static request => request.Tenant));
        Assert.Equal(4, payments.Seen.Count);
    }

    [Fact]
    public void Send_Blocking_IsRefused()
    {
        using var host = Host(NobodyThere);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/charge");

        Assert.Throws<NotSupportedException>(() => host.Client().Send(request));
    }

    [Fact]
    public async Task Log_OfTheFactoryAtItsMostTalkative_HoldsNoToken()
    {
        await using var payments = await Listener.StartAsync();
        var log = new TestLog();
        using var host = Host(payments.Address, static client => client.RedactLoggedHeaders(static _ => false), log);
        using var response = await host.Client().GetAsync(new Uri("/charge", UriKind.Relative));

        Assert.Contains(log.Entries, static entry => entry.Message.Contains("Authorization", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Entries, static entry => entry.Message.Contains("minted-1", StringComparison.Ordinal));
    }

    [Fact]
    public void Replay_MultipartOfBufferedParts_IsPossible_OfAStreamNot()
    {
        using var whole = new MultipartFormDataContent { { new StringContent("a"), "a" }, { new ByteArrayContent([1]), "b" } };
        using var part = new MultipartFormDataContent { { new StringContent("a"), "a" }, { new StreamContent(Stream.Null), "b" } };

        Assert.True(Replay.IsPossible(whole));
        Assert.False(Replay.IsPossible(part));
    }

    private static IHost Host(Uri address, Action<IHttpClientBuilder>? more = null, TestLog? log = null) => OutboundHost.Build(
        services =>
        {
            var client = services.AddHttpClient("payments", http => http.BaseAddress = address).AddServiceToken("payment-service");
            more?.Invoke(client);
        },
        log: log);

    private sealed class Twice : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Elsewhere(Uri address) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new(address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
