using System.Globalization;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.Issuers;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>The keys of an issuer as tokens meet them: the validator over keys that are kept fresh.</summary>
public sealed class KeysOfTokensTests
{
    private static readonly TestKey First = new("first", SignatureAlgorithm.ES256);
    private static readonly TestKey Second = new("second", SignatureAlgorithm.ES256);

    private readonly TestTrust _trust = new();

    [Fact]
    public async Task D1_FloodOfUnknownKids_IsRefusedWithinTheBudgetAndNoGoodTokenFails()
    {
        using var rig = await TrustAsync(First);
        var good = TokenOf(First).ToString();

        // 10,000 unless told otherwise, such as a million in a long run.
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("ZEROTRUST_FLOOD_TOKENS"), CultureInfo.InvariantCulture, out var told) ? told : 10_000;
        for (var round = 0; round < rounds; round++)
        {
            var forged = await ValidateAsync(TokenOf(First).WithHeader("kid", $"\"random-{round}\"").ToString());
            Assert.Equal(TokenFailure.KeyUnknown, forged.Failure);
            if (round % 100 == 0)
            {
                Assert.True((await ValidateAsync(good)).Accepted);
            }
        }

        Assert.Equal(1 + FetchBudget.Capacity, rig.Source.Loads);
    }

    [Fact]
    public async Task D8_ReachableThenDown_IsServedUntilTheBoundThenUnavailable()
    {
        using var rig = await TrustAsync(First);
        rig.Source.Fail();

        await rig.AdvanceAsync(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        Assert.True((await ValidateAsync(FreshTokenOf(First))).Accepted);
        Assert.Equal(TokenFailure.KeysUnavailable, (await ValidateAsync(FreshTokenOf(Second))).Failure);

        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(TokenFailure.KeysUnavailable, (await ValidateAsync(FreshTokenOf(First))).Failure);
    }

    [Fact]
    public async Task D8_NeverReachable_IsUnavailableWithoutAFetchForEachRequest()
    {
        using var rig = new KeysRig(clock: _trust.Clock);
        _trust.Current = TestTrust.Snapshot(new Issuer(TestTrust.Profile(), rig.Keys));

        for (var request = 0; request < 1000; request++)
        {
            Assert.Equal(TokenFailure.KeysUnavailable, (await ValidateAsync(TokenOf(First).ToString())).Failure);
        }

        Assert.Equal(1, rig.Source.Loads);
    }

    [Fact]
    public async Task D9_TokenOfARemovedKey_IsRefusedFromTheRefreshOn()
    {
        using var rig = await TrustAsync(First, Second);
        Assert.True((await ValidateAsync(TokenOf(First).ToString())).Accepted);

        rig.Source.Publish(JwkText.Of(Second));
        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval);

        Assert.Equal(TokenFailure.KeyUnknown, (await ValidateAsync(FreshTokenOf(First))).Failure);
        Assert.True((await ValidateAsync(FreshTokenOf(Second))).Accepted);
    }

    [Fact]
    public async Task D9_RememberedTokenOfARemovedKey_IsRefusedFromTheRefreshOn()
    {
        using var rig = await TrustAsync(First, Second);
        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval - TimeSpan.FromMinutes(4));
        var token = FreshTokenOf(First);
        Assert.True((await ValidateAsync(token)).Accepted);
        Assert.True((await ValidateAsync(token)).Accepted);
        Assert.Equal(1, _trust.Validator.Cache.Count);

        rig.Source.Publish(JwkText.Of(Second));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(4));

        Assert.Equal(TokenFailure.KeyUnknown, (await ValidateAsync(token)).Failure);
    }

    [Fact]
    public async Task D11_SameKidAtTwoIssuers_VerifiesOnlyForItsOwn()
    {
        var ours = new TestKey("same", SignatureAlgorithm.ES256);
        var theirs = new TestKey("same", SignatureAlgorithm.ES256);
        using var rigA = await KeysRig.StartAsync(KeysRig.Settings with { IssuerName = "a" }, _trust.Clock, JwkText.Of(ours));
        using var rigB = await KeysRig.StartAsync(KeysRig.Settings with { IssuerName = "b" }, _trust.Clock, JwkText.Of(theirs));
        _trust.Current = TestTrust.Snapshot(
            new Issuer(TestTrust.Profile("a"), rigA.Keys),
            new Issuer(TestTrust.Profile("b", "https://other.example"), rigB.Keys));
        var other = TestToken.Json("https://other.example");

        Assert.True(_trust.Validate(TokenOf(ours)).Accepted);
        Assert.True(_trust.Validate(TokenOf(theirs).With("iss", other)).Accepted);
        _trust.AssertRefused(TokenFailure.SignatureInvalid, TokenOf(theirs));
        _trust.AssertRefused(TokenFailure.SignatureInvalid, TokenOf(ours).With("iss", other));
    }

    [Fact]
    public async Task D14_RotationWhileAThousandRequestsCome_NoneIsRefusedAndOneFetchIsMade()
    {
        using var rig = await TrustAsync(First);
        rig.Source.Publish(JwkText.Of(First), JwkText.Of(Second));
        var held = rig.Source.Hold();
        var (old, rotated) = (TokenOf(First).ToString(), TokenOf(Second).ToString());

        var requests = Enumerable.Range(0, 1000).Select(request => ValidateAsync(request % 4 == 0 ? old : rotated)).ToArray();
        held.Release();
        var verdicts = await Task.WhenAll(requests);

        Assert.All(verdicts, verdict => Assert.Equal(TokenFailure.None, verdict.Failure));
        Assert.Equal(2, rig.Source.Loads);
    }

    [Fact]
    public void D18_TokenWithoutKid_TriesFourFittingKeysOfItsIssuerAtMost()
    {
        var nameless = new TestKey(null, SignatureAlgorithm.ES256);
        var fitting = Enumerable.Range(0, 50).Select(_ => new CountingKey(TestKey.For(SignatureAlgorithm.ES256).Public)).ToArray();
        var others = Enumerable.Range(0, 50).Select(_ => new CountingKey(TestKey.For(SignatureAlgorithm.RS256).Public)).ToArray();
        var foreign = new CountingKey(nameless.Public);
        _trust.Current = TestTrust.Snapshot(
            new Issuer(TestTrust.Profile(), Keys([.. others.Zip(fitting).SelectMany(pair => new VerificationKey[] { pair.First, pair.Second })])),
            new Issuer(TestTrust.Profile("b", "https://other.example"), Keys([foreign])));

        _trust.AssertRefused(TokenFailure.SignatureInvalid, TokenOf(nameless));

        Assert.Equal(4, fitting.Sum(key => key.Uses));
        Assert.Equal(0, others.Sum(key => key.Uses) + foreign.Uses);
    }

    [Fact]
    public void D18_TokenWithoutKid_IsTakenByAFittingKeyAmongTheFirstFour()
    {
        var nameless = new TestKey(null, SignatureAlgorithm.ES256);
        _trust.Current = TestTrust.Snapshot(new Issuer(TestTrust.Profile(), Keys([TestKey.For(SignatureAlgorithm.ES256).Public, nameless.Public])));

        Assert.True(_trust.Validate(TokenOf(nameless)).Accepted);
    }

    private static TestToken TokenOf(TestKey key) => new() { Key = key };

    // Key sets with one kid twice are refused; a list of test keys is not checked for it.
    private static TestIssuerKeys Keys(VerificationKey[] keys) => new() { Current = new([.. keys.Select(key => new NamelessKey(key))]) };

    private async Task<KeysRig> TrustAsync(params TestKey[] keys)
    {
        var rig = await KeysRig.StartAsync(null, _trust.Clock, [.. keys.Select(JwkText.Of)]);
        _trust.Current = TestTrust.Snapshot(new Issuer(TestTrust.Profile(), rig.Keys));
        return rig;
    }

    private string FreshTokenOf(TestKey key)
    {
        var now = _trust.Clock.GetUtcNow().ToUnixTimeSeconds();
        return TokenOf(key).With("iat", $"{now}").With("exp", $"{now + 300}").ToString();
    }

    private Task<TokenVerdict> ValidateAsync(string token) => _trust.Validator.ValidateAsync(token.AsMemory()).AsTask();

    private sealed class NamelessKey(VerificationKey key) : VerificationKey(null, key.Algorithm)
    {
        public override bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature) => key.Verify(signingInput, signature);
    }
}
