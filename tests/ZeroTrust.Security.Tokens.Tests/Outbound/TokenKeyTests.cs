using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class TokenKeyTests
{
    private static readonly DateTimeOffset End = new(2030, 1, 1, 0, 5, 0, TimeSpan.Zero);

    private static readonly ServiceTokenRequest Configured = new() { Audience = "payments" };

    /// <summary>Requests of which no two say the same.</summary>
    private static readonly ServiceTokenRequest[] Different =
    [
        new() { Audience = "payments" },
        new() { Audience = "payments2" },
        new() { Audience = "payments", Permissions = ["a:b"] },
        new() { Audience = "payments", Permissions = ["a:b", "c:d"] },
        new() { Audience = "payments", Permissions = ["a:bc:d"] },
        new() { Audience = "payments", Scopes = ["a:b"] },
        new() { Audience = "payments", Scopes = ["a:b", "c:d"] },
        new() { Audience = "payments", Permissions = ["a:b"], Scopes = ["c:d"] },
        new() { Audience = "payments", Tenant = "a" },
        new() { Audience = "payments", Tenant = "" },
        new() { Audience = "payments", Tenant = "-:" },
        new() { Audience = "payments", Lifetime = TimeSpan.FromMinutes(1) },
        new() { Audience = "payments", Lifetime = TimeSpan.FromMinutes(2) },
        new() { Audience = "payments", Claims = new Dictionary<string, string> { ["a"] = "b" } },
        new() { Audience = "payments", Claims = new Dictionary<string, string> { ["a"] = "c" } },
        new() { Audience = "payments", Claims = new Dictionary<string, string> { ["a"] = "b", ["c"] = "d" } },
        new() { Audience = "payments", User = TestUser.Of("alice", End) },
        new() { Audience = "payments", User = TestUser.Of("bob", End) },
        new() { Audience = "payments", User = TestUser.Of("alice", End, issuer: "other") },
        new() { Audience = "payments", User = TestUser.Of("alice", End, tokenId: "1") },
        new() { Audience = "payments", User = TestUser.Of("alice", End, tokenId: "2") },
        new() { Audience = "payments", User = TestUser.Of("alice", End.AddSeconds(1)) },
        new() { Audience = "payments", User = TestUser.Of("alice", End, text: "a.b.c") },
        new() { Audience = "payments", User = TestUser.Of("alice", End, text: "a.b.d") },
        new() { Audience = "payments", User = TestUser.Of("alice", End, claims: new TokenClaim("act", "{\"sub\":\"gateway\"}", TokenClaimKind.Text)) },
        new() { Audience = "payments", User = TestUser.Of("alice", End, claims: new TokenClaim("act", "{\"sub\":\"batch\"}", TokenClaimKind.Text)) },
        new() { Audience = "payments", User = TestUser.Of("alice", End), Tenant = "a" },
    ];

    [Fact]
    public void H4_Of_RequestsThatDifferInOnePart_HaveKeysOfTheirOwn()
    {
        var keys = Different.Select(request => TokenKey.Of("payments", Form(request))).ToArray();

        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(Different, request => TokenKey.Of("other", Form(request)) == TokenKey.Of("payments", Form(request)));
    }

    [Fact]
    public void Of_ListsInAnotherOrderAndTwice_AreTheSameRequest()
    {
        var one = new ServiceTokenRequest { Audience = "payments", Scopes = ["b", "a"], Permissions = ["x:y", "a:b"] };
        var other = new ServiceTokenRequest { Audience = "payments", Scopes = ["a", "b", "a"], Permissions = ["a:b", "x:y"] };

        Assert.Equal(TokenKey.Of("payments", Form(one)), TokenKey.Of("payments", Form(other)));
    }

    [Fact]
    public void Of_UsersToken_IsNotInTheKey()
    {
        var request = new ServiceTokenRequest { Audience = "payments", User = TestUser.Of("alice", End, text: "header.payload.signature") };

        Assert.DoesNotContain("payload", TokenKey.Of("payments", Form(request)), StringComparison.Ordinal);
    }

    private static ServiceTokenRequest Form(ServiceTokenRequest request) =>
        RequestForm.Complete(request, new() { Audience = request.Audience, Scopes = Configured.Scopes });
}
