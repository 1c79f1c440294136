using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>A request is judged and decided under one version of the settings, whenever a reload comes.</summary>
public sealed class ReloadTests
{
    [Theory]
    [InlineData(1, 2, "403 access_denied")]
    [InlineData(int.MaxValue, 4, "503 keys_unavailable")]
    public async Task Reload_BetweenVerdictAndDecision_TheTokenIsJudgedAgain(int reloads, int validations, string answer)
    {
        var tokens = new ReloadingTokens(reloads);
        await using var site = await StartAsync(tokens);

        Assert.Equal(answer, await site.GetAsync("/users/alice", "good").ShortAsync());
        Assert.Equal(validations, tokens.Calls);
    }

    [Fact]
    public async Task NoReload_OneValidation()
    {
        var tokens = new ReloadingTokens(reloads: 0);
        await using var site = await StartAsync(tokens);

        Assert.Equal("200", await site.GetAsync("/users/alice", "good").ShortAsync());
        Assert.Equal(1, tokens.Calls);
    }

    private static Task<Site> StartAsync(ReloadingTokens tokens) => Site.StartAsync(
        static app => app.MapGet("/users/{userId}", static () => "hers").RequireOwner("userId"),
        builder => builder.Services.AddSingleton<ITokenValidator>(tokens).AddSingleton<ITrustModel>(tokens.Trust));

    /// <summary>Reaches a verdict under the settings in force, and lets a reload take the owner authority away before it is told.</summary>
    private sealed class ReloadingTokens(int reloads) : ITokenValidator
    {
        public StubTrust Trust { get; } = new();

        public int Calls { get; private set; }

        public ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, TokenProof proof, CancellationToken cancellationToken = default)
        {
            var verdict = TokenVerdict.Accept(new()
            {
                IssuerName = "corporate",
                Caller = Callers.User("alice"),
                ExpiresAt = DateTimeOffset.MaxValue,
                Claims = [],
                TrustVersion = Trust.Current.Version,
            });
            if (Calls++ < reloads)
            {
                Trust.Current = Trust.Current with { Version = Trust.Current.Version + 1, OwnerAuthority = "partner" };
            }

            return new(verdict);
        }
    }
}
