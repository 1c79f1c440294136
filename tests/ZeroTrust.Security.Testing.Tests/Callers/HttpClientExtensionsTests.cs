namespace ZeroTrust.Security.Testing.Tests.Callers;

public sealed class HttpClientExtensionsTests
{
    [Fact]
    public async Task As_AUser_SetsAFreshTokenOfThatUser()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync();
        using var client = new HttpClient();

        client.As(issuer.User("alice").WithRoles("admin").InTenant("t1"), "orders:read");

        var header = client.DefaultRequestHeaders.Authorization!;
        var token = Parts.Of(header.Parameter!);
        Assert.Equal("Bearer", header.Scheme);
        Assert.Equal("alice", (string?)token.Payload["sub"]);
        Assert.Equal("""["orders:read"]""", token.Payload["permissions"]!.ToJsonString());
        Assert.Equal("""["admin"]""", token.Payload["roles"]!.ToJsonString());
        Assert.Equal("t1", (string?)token.Payload["tenant"]);
    }

    [Fact]
    public async Task As_AnotherCaller_ReplacesTheFirst()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync();
        using var client = new HttpClient();

        client.As(issuer.User("alice")).As(issuer.Service("payments"));

        var token = Parts.Of(client.DefaultRequestHeaders.Authorization!.Parameter!);
        Assert.Equal("payments", (string?)token.Payload["sub"]);
        Assert.False(token.Payload.ContainsKey("permissions"));
    }
}
