using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>Against a token endpoint over real HTTP.</summary>
public sealed class TokenEndpointTests
{
    private const string Odd = "s3cr3t: with %, +, & and ö";

    [Theory]
    [InlineData("Basic")]
    [InlineData("Post")]
    public async Task ClientCredentials_FiveHundredCallsOnAColdCache_OneTokenRequest(string authentication)
    {
        await using var issuer = await StartAsync();
        await using var payments = await Listener.StartAsync();
        using var host = Host(issuer, payments, authentication);
        var client = host.Client();
        Task<HttpResponseMessage>[] calls;
        using (var gate = issuer.Hold(IssuerEndpoint.Token))
        {
            calls = [.. Enumerable.Range(0, 500).Select(_ => Task.Run(() => client.GetAsync(new Uri("/charge", UriKind.Relative))))];
            await gate.Arrived;
        }

        foreach (var response in await Task.WhenAll(calls))
        {
            response.Dispose();
        }

        Assert.Equal(1, issuer.RequestCount(IssuerEndpoint.Token));
        Assert.Equal(500, payments.Seen.Count);
        Assert.StartsWith("Bearer eyJ", Assert.Single(payments.Seen.Distinct()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IssuerAnswer.ServerError, ServiceTokenFailure.SourceUnavailable)]
    [InlineData(IssuerAnswer.TooManyRequests, ServiceTokenFailure.SourceUnavailable)]
    [InlineData(IssuerAnswer.Redirect, ServiceTokenFailure.SourceUnavailable)]
    [InlineData(IssuerAnswer.Oversized, ServiceTokenFailure.SourceUnavailable)]
    [InlineData(IssuerAnswer.WebPage, ServiceTokenFailure.SourceUnavailable)]
    [InlineData(IssuerAnswer.HangUp, ServiceTokenFailure.SourceUnavailable)]
    [InlineData(IssuerAnswer.Garbage, ServiceTokenFailure.SourceAnswerInvalid)]
    public async Task ClientCredentials_FalseAnswers_AreTypedErrors(IssuerAnswer answer, ServiceTokenFailure failure)
    {
        await using var issuer = await StartAsync();
        await using var payments = await Listener.StartAsync();
        var log = new Issuers.TestLog();
        using var host = Host(issuer, payments, log: log);
        issuer.Break(IssuerEndpoint.Token, answer switch
        {
            IssuerAnswer.ServerError => IssuerFault.Status(500),
            IssuerAnswer.TooManyRequests => IssuerFault.Status(429),
            IssuerAnswer.Redirect => IssuerFault.Redirect(payments.Address.AbsoluteUri),
            IssuerAnswer.Oversized => IssuerFault.Oversized(100_000),
            IssuerAnswer.WebPage => IssuerFault.Body("<html>", "text/html"),
            IssuerAnswer.HangUp => IssuerFault.HangUp(),
            _ => IssuerFault.Garbage(),
        });

        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => host.Client().GetAsync(new Uri("/charge", UriKind.Relative)));

        Assert.Equal(failure, fault.Failure);
        Assert.Empty(payments.Seen);
        Assert.DoesNotContain(log.Entries, static entry => entry.Message.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ClientCredentials_WrongSecret_IsRefusedByTheServer()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Clients = [new("orders:1", "another")] });
        await using var payments = await Listener.StartAsync();
        using var host = Host(issuer, payments);

        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => host.Client().GetAsync(new Uri("/charge", UriKind.Relative)));

        Assert.Equal(ServiceTokenFailure.SourceRefused, fault.Failure);
        Assert.Contains("invalid_client", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebSocket_HeaderFromTheProvider_IsSent()
    {
        await using var issuer = await StartAsync();
        await using var payments = await Listener.StartAsync();
        using var host = Host(issuer, payments);
        var token = await host.Services.GetRequiredService<IServiceTokenProvider>().GetTokenAsync(new() { Audience = "payments" });
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token.Reveal()}");

        // The listener answers no upgrade; what matters is what it was sent.
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => socket.ConnectAsync(new UriBuilder(payments.Address) { Scheme = "ws" }.Uri, default));
        Assert.Equal($"Bearer {token.Reveal()}", Assert.Single(payments.Seen));
    }

    public enum IssuerAnswer
    {
        ServerError,
        TooManyRequests,
        Redirect,
        Oversized,
        WebPage,
        HangUp,
        Garbage,
    }

    private static Task<FakeTokenIssuer> StartAsync() => FakeTokenIssuer.StartAsync(new() { Clients = [new("orders:1", Odd) { Scopes = ["read", "write"] }] });

    private static IHost Host(FakeTokenIssuer issuer, Listener payments, string authentication = "Basic", Issuers.TestLog? log = null) => OutboundHost.Build(
        services => services.AddHttpClient("payments", http => http.BaseAddress = payments.Address)
            .AddServiceToken("payments", static client => client.Secret = static _ => new(Secret.FromText(Odd))),
        new()
        {
            ["payments:Source"] = "ClientCredentials", ["payments:TokenEndpoint"] = issuer.TokenEndpoint, ["payments:ClientId"] = "orders:1",
            ["payments:Authentication"] = authentication, ["payments:Scopes"] = "read",
        },
        log: log);
}
