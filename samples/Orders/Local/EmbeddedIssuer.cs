using ZeroTrust.Security.Testing;

namespace Orders.Local;

/// <summary>
/// A token issuer inside the sample, so that it runs with nothing else at hand. It starts in Development only, and only while the
/// settings trust no issuer.
/// </summary>
public sealed class EmbeddedIssuer : IAsyncDisposable
{
    private readonly FakeTokenIssuer _issuer;

    private EmbeddedIssuer(FakeTokenIssuer issuer) => _issuer = issuer;

    public static async Task<EmbeddedIssuer?> StartUnlessConfiguredAsync(WebApplicationBuilder builder)
    {
        var configured = builder.Configuration.GetSection("ZeroTrust:Issuers").GetChildren().Any();
        if (configured || !builder.Environment.IsDevelopment())
        {
            return null;
        }

        var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders", TokenLifetime = TimeSpan.FromHours(1) });
        builder.Services.TrustFakeIssuer(issuer);
        return new(issuer);
    }

    public void PrintCallsOnceStarted(WebApplication app, string journal) =>
        app.Lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine(Calls(app.Urls.First(), journal)));

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    private string Calls(string address, string journal) => $$"""
        Listening on {{address}} and trusting an embedded issuer at {{_issuer.Issuer}}. Ctrl+C ends both. The audit journal is in {{journal}}.

        A customer reads her own orders:
        curl -i -H "Authorization: Bearer {{TokenOf("alice", "customer")}}" {{address}}/customers/alice/orders

        A support agent refunds an order; the third refund in six seconds raises an alert, and the fourth is answered 429:
        curl -i -X POST -H "Authorization: Bearer {{TokenOf("sam", "support_agent")}}" {{address}}/orders/1/refund

        An admin changes a price:
        curl -i -X PUT -H "Authorization: Bearer {{TokenOf("ada", "admin")}}" -H "Content-Type: application/json" -d '{"price":19.5}' {{address}}/products/lamp/price

        """;

    private string TokenOf(string user, string role) => _issuer.User(user).WithRoles(role).Token().Build();
}
