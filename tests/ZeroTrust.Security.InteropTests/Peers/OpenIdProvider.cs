using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>The npm package <c>oidc-provider</c> on loopback: a certified OpenID provider that nobody here wrote.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    private const string ClientId = "payments";

    /// <summary>The secret of its clients.</summary>
    public const string Secret = "a-secret-of-this-test-alone";

    /// <summary>The secret of the client whose identifier and secret need encoding.</summary>
    public const string OddSecret = "a:secret+of this & that=100%";

    private readonly NodeProcess _node;
    private readonly HttpClient _http = new();

    private OpenIdProvider(NodeProcess node, string issuer)
    {
        _node = node;
        Issuer = issuer;
    }

    public string Issuer { get; }

    public static async Task<OpenIdProvider> StartAsync()
    {
        var node = NodeProcess.Start("provider.mjs");
        var hello = await node.ReadAsync();
        return new(node, hello.GetProperty("issuer").GetString()!);
    }

    /// <summary>Publishes a new signing key beside the old one and signs with it.</summary>
    public Task RotateAsync() => _node.AskAsync("rotate");

    /// <summary>Drops every key but the one that signs.</summary>
    public Task RetireAsync() => _node.AskAsync("retire");

    /// <summary>Trusts a public key with the statements of the client that signs.</summary>
    public Task TrustAsync(string jwk) => _node.AskAsync($"trust {jwk}");

    /// <summary>Client credentials (RFC 6749 §4.4) for a resource (RFC 8707); the answer is a JWT access token (RFC 9068).</summary>
    public async Task<string> GetTokenAsync(string audience)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Issuer}/token");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Secret}")));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["resource"] = $"urn:{audience}",
            ["scope"] = "orders:read",
        });

        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _node.DisposeAsync();
    }
}
