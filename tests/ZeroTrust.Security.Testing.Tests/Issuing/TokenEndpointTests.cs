using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing.Tests.Issuing;

public sealed class TokenEndpointTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _client = new();
    private FakeTokenIssuer _issuer = null!;

    public async Task InitializeAsync() => _issuer = await FakeTokenIssuer.StartAsync(new()
    {
        Clients =
        {
            new FakeClient("payments", "s:cr+t %") { Audience = "orders", Scopes = ["a", "b"], Permissions = ["refunds:write"], Roles = ["batch"] },
        },
    });

    public Task DisposeAsync() => _issuer.DisposeAsync().AsTask();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Token_SecretInTheHeader_IsGranted()
    {
        var (status, body) = await AskAsync(new() { ["grant_type"] = "client_credentials" }, ("payments", "s:cr+t %"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Bearer", (string?)body["token_type"]);
        Assert.Equal(300, (int?)body["expires_in"]);
        var token = Parts.Of((string)body["access_token"]!);
        Assert.Equal("payments", (string?)token.Payload["sub"]);
        Assert.Equal("payments", (string?)token.Payload["client_id"]);
        Assert.Equal("orders", (string?)token.Payload["aud"]);
        Assert.Equal("a b", (string?)token.Payload["scope"]);
        Assert.Equal("""["refunds:write"]""", token.Payload["permissions"]!.ToJsonString());
    }

    [Fact]
    public async Task Token_SecretInTheForm_IsGrantedWithTheScopeAskedFor()
    {
        var (status, body) = await AskAsync(new()
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "payments", ["client_secret"] = "s:cr+t %", ["scope"] = "b",
        });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("b", (string?)body["scope"]);
    }

    [Fact]
    public async Task Token_Refusals_CarryTheErrorOfTheStandard()
    {
        Dictionary<string, string> good = new() { ["grant_type"] = "client_credentials" };
        (string Name, Dictionary<string, string> Form, (string, string)? Basic, int Status, string Error)[] rows =
        [
            ("no credential", good, null, 400, "invalid_request"),
            ("wrong secret", good, ("payments", "wrong"), 401, "invalid_client"),
            ("unknown client", good, ("nobody", "s"), 401, "invalid_client"),
            ("two credentials", new(good) { ["client_secret"] = "s:cr+t %" }, ("payments", "s:cr+t %"), 400, "invalid_request"),
            ("other grant", new() { ["grant_type"] = "password" }, ("payments", "s:cr+t %"), 400, "unsupported_grant_type"),
            ("scope beyond", new(good) { ["scope"] = "a c" }, ("payments", "s:cr+t %"), 400, "invalid_scope"),
        ];

        foreach (var row in rows)
        {
            var (status, body) = await AskAsync(row.Form, row.Basic);
            Assert.True(row.Status == (int)status && row.Error == (string?)body["error"], $"{row.Name}: {status} {body.ToJsonString()}");
        }
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(Dictionary<string, string> form, (string Id, string Secret)? basic = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _issuer.TokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        if (basic is { } pair)
        {
            var text = $"{Uri.EscapeDataString(pair.Id)}:{Uri.EscapeDataString(pair.Secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
        }

        using var response = await _client.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }
}
