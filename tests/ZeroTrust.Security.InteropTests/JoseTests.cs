using System.Net;
using System.Text.Json;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests;

/// <summary>Tokens minted by the npm package <c>jose</c>, one for each algorithm (RFC 7518 §3.1).</summary>
public sealed class JoseTests
{
    private const string Issuer = "https://jose.example";

    [NodeFact("jose")]
    public async Task Tokens_OfAllNineAlgorithms_AreAccepted_AndRefusedWithOneByteChanged()
    {
        var expires = DateTimeOffset.UtcNow.AddMinutes(4).ToUnixTimeSeconds();
        await using var node = NodeProcess.Start("mint.mjs", Issuer, "orders", $"{expires}");
        var minted = await node.ReadAsync();
        await using var orders = await OrdersHost.StartAsync(
            options => options.TrustIssuer("jose", issuer =>
            {
                issuer.Issuer = Issuer;
                issuer.Jwks = $$"""{"keys":{{minted.GetProperty("keys").GetRawText()}}}""";
                issuer.Audiences.Add("orders");
            }),
            static endpoint => endpoint.RequirePermission("orders:read"));

        var tokens = minted.GetProperty("tokens").EnumerateObject().ToArray();
        Assert.Equal(9, tokens.Length);
        foreach (var token in tokens)
        {
            var text = token.Value.GetString()!;
            Assert.True(HttpStatusCode.OK == await orders.GetAsync(text), token.Name);
            Assert.True(HttpStatusCode.Unauthorized == await orders.GetAsync(ChangeSignature(text)), $"{token.Name}, changed");
        }
    }

    // Ten characters from the end, so that no unused bits of the last character hide the change.
    private static string ChangeSignature(string token) =>
        $"{token[..^10]}{(token[^10] == 'A' ? 'B' : 'A')}{token[^9..]}";
}
