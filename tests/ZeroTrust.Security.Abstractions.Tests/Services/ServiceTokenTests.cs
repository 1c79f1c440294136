using System.Text.Json;

namespace ZeroTrust.Security.Abstractions.Tests.Services;

public sealed class ServiceTokenTests
{
    private static readonly DateTimeOffset End = new(2026, 1, 1, 0, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Reveal_IsTheToken_AndNothingElsePrintsIt()
    {
        var token = new ServiceToken("a.b.c", End);

        Assert.Equal("a.b.c", token.Reveal());
        Assert.Equal(End, token.ExpiresAt);
        Assert.Equal("[token]", token.ToString());
        Assert.DoesNotContain("a.b.c", JsonSerializer.Serialize(token), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_EmptyText_Throws() => Assert.Throws<ArgumentException>(static () => new ServiceToken("", End));

    [Fact]
    public void DelegatedUser_Prints_TheIdentityAlone()
    {
        var user = new DelegatedUser
        {
            Token = new()
            {
                IssuerName = "corporate",
                Caller = new() { User = new("corporate", "alice") },
                ExpiresAt = End,
                Claims = [],
            },
            Text = Secret.FromText("a.b.c"),
        };

        Assert.Equal("user 'alice' of 'corporate'", user.ToString());
    }
}
