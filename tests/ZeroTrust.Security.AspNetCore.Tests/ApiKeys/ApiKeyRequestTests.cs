using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Tokens.Tests.ApiKeys;

namespace ZeroTrust.Security.AspNetCore.Tests.ApiKeys;

/// <summary>API keys through the pipeline.</summary>
public sealed class ApiKeyRequestTests
{
    [Theory]
    [InlineData("/service", "orders", "", "200")]
    [InlineData("/service", "refunds", "", "403 access_denied")]
    [InlineData("/permission", "orders", "payments:charge", "200")]
    [InlineData("/permission", "orders", "", "403 insufficient_scope")]
    [InlineData("/charge", "orders", "payments:charge", "200")]
    [InlineData("/both", "orders", "payments:charge", "403 access_denied")]
    [InlineData("/user", "orders", "payments:charge", "403 access_denied")]
    public async Task KeyAlone_ProvesItsService(string path, string service, string permissions, string expected)
    {
        await using var site = await ApiKeySite.StartAsync();
        var (_, key) = await site.CreateAsync(service, permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected, await site.SendAsync(path, null, key).ShortAsync());
    }

    [Theory]
    [InlineData("/both", "200")]
    [InlineData("/charge", "200")]
    [InlineData("/service", "400 invalid_request")]
    [InlineData("/permission", "400 invalid_request")]
    [InlineData("/user", "400 invalid_request")]
    public async Task KeyAndToken_AreBothSeenWhereBothAreAskedFor(string path, string expected)
    {
        var callers = new List<Caller>();
        await using var site = await ApiKeySite.StartAsync(seen: callers.Add);
        var (id, key) = await site.CreateAsync("orders");
        site.Tokens.Add("alice", Callers.User("alice", "payments:charge"));

        Assert.Equal(expected, await site.SendAsync(path, "alice", key).ShortAsync());

        Assert.All(callers, caller => Assert.Equal(("alice", "orders", id), (caller.User?.Subject, caller.Service?.Name, caller.Service?.Subject)));
        Assert.Equal(expected == "200" ? 1 : 0, callers.Count);
    }

    [Fact]
    public async Task KeyAndToken_ThePermissionsAreTheUsers()
    {
        await using var site = await ApiKeySite.StartAsync();
        var (_, key) = await site.CreateAsync("orders", "payments:charge");
        site.Tokens.Add("bob", Callers.User("bob"));

        Assert.Equal("403 insufficient_scope", await site.SendAsync("/charge", "bob", key).ShortAsync());
    }

    [Fact]
    public async Task TwoKeys_AreTwoCredentials()
    {
        await using var site = await ApiKeySite.StartAsync(static options => options.AllowBearer = true);
        var (_, one) = await site.CreateAsync("orders");
        var (_, other) = await site.CreateAsync("orders");

        Assert.Equal("400 invalid_request", await site.SendAsync("/service", null, one, other).ShortAsync());
        Assert.Equal("400 invalid_request", await site.SendAsync("/service", null, one, one).ShortAsync());
        Assert.Equal("400 invalid_request", await site.SendAsync("/service", null, $"{one}, {other}").ShortAsync());
        Assert.Equal("400 invalid_request", await site.SendAsync("/service", other, one).ShortAsync());
        Assert.Equal("400 invalid_request", await site.SendAsync("/both", other, one).ShortAsync());
    }

    [Theory]
    [InlineData(true, "200")]
    [InlineData(false, "401 invalid_token")]
    public async Task KeyAsBearer_OnlyWhereItIsSwitchedOn(bool allow, string expected)
    {
        await using var site = await ApiKeySite.StartAsync(options => options.AllowBearer = allow);
        var (_, key) = await site.CreateAsync("orders");

        Assert.Equal(expected, await site.SendAsync("/service", key).ShortAsync());
        Assert.Equal(allow ? 0 : 1, site.Tokens.Calls);
    }

    [Fact]
    public async Task WrongKeyAsBearer_IsNeverReadAsAToken()
    {
        await using var site = await ApiKeySite.StartAsync(static options => options.AllowBearer = true);
        site.Tokens.Add("ztk_x", Callers.Service("orders"));

        Assert.Equal("401 invalid_token", await site.SendAsync("/service", "ztk_x").ShortAsync());
        Assert.Equal(0, site.Tokens.Calls);
    }

    [Fact]
    public async Task Rotation_BothKeysForTheOverlap()
    {
        await using var site = await ApiKeySite.StartAsync();
        var (id, key) = await site.CreateAsync("orders");

        await site.Keys().RotateAsync(id, TimeSpan.FromSeconds(10));

        Assert.Equal("200", await site.SendAsync("/service", null, key).ShortAsync());
        site.Clock().Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("401 invalid_token", await site.SendAsync("/service", null, key).ShortAsync());
    }

    [Fact]
    public async Task StoreOutOfDate_Is503WithoutAChallenge()
    {
        var store = new FailingStore(new InMemoryApiKeyStore());
        await using var site = await ApiKeySite.StartAsync(add: services => services.AddSingleton<IApiKeyStore>(store));
        var (_, key) = await site.CreateAsync("orders");
        store.Failure = new IOException("down");
        site.Clock().Advance(TimeSpan.FromMinutes(2));

        var response = await site.SendAsync("/service", null, key);

        Assert.Equal("503 state_unavailable", await Task.FromResult(response).ShortAsync());
        Assert.Empty(response.Headers.WwwAuthenticate);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Throttle_IsAskedFirstAndToldOfRefusals()
    {
        await using var site = await ApiKeySite.StartAsync(add: static services => services.AddZeroTrustCore().AddApiKeyThrottle<CountingThrottle>());
        var throttle = Assert.IsType<CountingThrottle>(site.Services.GetRequiredService<IApiKeyThrottle>());
        var (_, key) = await site.CreateAsync("orders");

        Assert.Equal("200", await site.SendAsync("/service", null, key).ShortAsync());
        Assert.Equal("401 invalid_token", await site.SendAsync("/service", null, "guess").ShortAsync());
        throttle.Allows = false;
        Assert.Equal("429 throttled", await site.SendAsync("/service", null, key).ShortAsync());
        Assert.Equal("401 credential_missing", await site.SendAsync("/service", null).ShortAsync());

        Assert.Equal([ApiKeyFailure.Malformed], throttle.Failures);
    }

    [Fact]
    public async Task Events_NameTheKeyByItsPublicIdAlone()
    {
        await using var site = await ApiKeySite.StartAsync();
        var (id, key) = await site.CreateAsync("orders");
        await site.SendAsync("/service", null, key);
        await site.Keys().RevokeAsync(id);
        await site.SendAsync("/service", null, key);

        var accesses = site.Trail.Events.Where(static e => e.Type == "access").ToList();
        Assert.Equal(id, accesses[0].Caller.Service?.Subject);
        Assert.Equal((AuditOutcome.Denied, "ApiKeyRevoked", id), (accesses[1].Outcome, accesses[1].Reason, accesses[1].Unverified?.ClaimedKeyId));
        Assert.False(accesses[1].Caller.IsAuthenticated);
        Assert.DoesNotContain(key.Split('_')[^2], string.Join('\n', site.Trail.Events), StringComparison.Ordinal);
        Assert.DoesNotContain(key.Split('_')[^2], site.Logs.All, StringComparison.Ordinal);
    }

    private sealed class CountingThrottle : IApiKeyThrottle
    {
        public bool Allows { get; set; } = true;

        public List<ApiKeyFailure> Failures { get; } = [];

        public bool MayTry(HttpContext context) => Allows;

        public void Refused(HttpContext context, ApiKeyFailure failure) => Failures.Add(failure);
    }
}
