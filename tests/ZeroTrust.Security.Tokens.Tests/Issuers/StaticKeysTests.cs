using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

public sealed class StaticKeysTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task StaticKeys_GoodSet_ServesAndFetchesNothing()
    {
        using var meters = new TestMeters();
        using var keys = Create(meters, JwkText.Set(JwkText.Ec("a")));
        keys.Start();

        Assert.NotNull(keys.Current!.Find("a"));
        Assert.Equal(KeyFetch.NotAllowed, await keys.FetchForAsync("b", CancellationToken.None));
        Assert.True(keys.Status is { Usable: true, Stale: false, Problem: null });
        _clock.Advance(TimeSpan.FromDays(400));
        Assert.NotNull(keys.Current!.Find("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"AAAA\"}]}")]
    public async Task StaticKeys_SetOfNoUse_IsUnavailableAndSaysWhy(string document)
    {
        using var meters = new TestMeters();
        using var keys = Create(meters, document);

        Assert.Null(keys.Current);
        Assert.Equal(KeyFetch.Unavailable, await keys.FetchForAsync("a", CancellationToken.None));
        Assert.True(keys.Status is { Usable: false, Problem: not null, LastSuccess: null });
    }

    [Fact]
    public void D10_StaticKeyWithAnEnd_EndsThen()
    {
        using var meters = new TestMeters();
        var end = _clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds();
        using var keys = Create(meters, JwkText.Set(JwkText.Ec("a", more: $"\"exp\":{end}")));

        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(keys.Current);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Null(keys.Current);
        Assert.True(keys.Status is { Usable: false, Problem: not null });
    }

    private IssuerKeys Create(TestMeters meters, string document) =>
        new IssuerKeysFactory(new(allowLoopback: false), new ScriptedResolver(), new(meters), new TestLog(), _clock)
            .Create(FetchRig.At("") with { JwksUri = null, Jwks = document });
}
