using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Validation;

public sealed class TokenValidatorTests
{
    [Fact]
    public void ValidateAsync_AGoodToken_ProvesItsCaller()
    {
        var verdict = new TestTrust().Validate(new TestToken().With("sid", "\"s-1\"").With("tenant", "\"blue\""));

        Assert.True(verdict.Accepted);
        var token = verdict.Token;
        Assert.Equal("corporate", token.IssuerName);
        Assert.Equal(new UserIdentity("corporate", "alice"), token.Caller.User);
        Assert.Null(token.Caller.Service);
        Assert.Equal("shop", token.Caller.Client);
        Assert.Equal("blue", token.Caller.Tenant);
        Assert.Equal(TestTrust.Start.AddMinutes(5), token.ExpiresAt);
        Assert.Equal(TestTrust.Start, token.IssuedAt);
        Assert.Equal("t-1", token.TokenId);
        Assert.Equal("s-1", token.SessionId);
        Assert.True(token.Caller.Permissions.HasPermission("orders:read"));
        Assert.True(token.Caller.Permissions.HasPermission("customers:read"));
        Assert.False(token.Caller.Permissions.HasPermission("prices:write"));
        Assert.True(token.Caller.Permissions.HasScope("write"));
        Assert.True(token.Caller.Permissions.HasRole("support"));
        Assert.Null(verdict.Unverified);
    }

    [Fact]
    public void ValidateAsync_EveryAlgorithm_IsAccepted()
    {
        var trust = new TestTrust();
        Assert.All(Enum.GetValues<SignatureAlgorithm>(), algorithm => trust.AssertAccepted(new TestToken { Key = TestKey.For(algorithm) }));
    }

    [Fact]
    public void ValidateAsync_AnyFlippedBit_IsRefused()
    {
        var trust = new TestTrust();
        var token = new TestToken().ToString();
        for (var at = 0; at < token.Length; at++)
        {
            for (var bit = 0; bit < 7; bit++)
            {
                var flipped = token.ToCharArray();
                flipped[at] ^= (char)(1 << bit);
                Assert.False(trust.Validate(new string(flipped)).Accepted, $"bit {bit} of character {at}");
            }
        }
    }

    [Fact]
    public void ValidateAsync_ANewKey_IsFetchedOnceAndServedInTheSameCall()
    {
        var key = new TestKey("new", SignatureAlgorithm.ES256);
        var trust = new TestTrust();
        trust.Keys.OnFetch = () =>
        {
            trust.Keys.Current = new([key.Public]);
            return new(KeyFetch.Fetched);
        };

        Assert.True(trust.Validate(new TestToken { Key = key }).Accepted);
        Assert.Equal(1, trust.Keys.Fetches);
        Assert.Equal("new", trust.Keys.LastKeyId);
    }

    [Fact]
    public async Task ValidateAsync_AKeyToWaitFor_WaitsAndLooksAgainByTheClockOfThen()
    {
        var key = new TestKey("new", SignatureAlgorithm.ES256);
        var trust = new TestTrust();
        var fetch = new TaskCompletionSource<KeyFetch>();
        trust.Keys.OnFetch = () => new(fetch.Task);

        var good = trust.Validator.ValidateAsync(new TestToken { Key = key }.ToString().AsMemory());
        var brief = trust.Validator.ValidateAsync(new TestToken { Key = key }.With("exp", $"{TestTrust.Start.AddSeconds(1).ToUnixTimeSeconds()}").ToString().AsMemory());
        Assert.False(good.IsCompleted);

        trust.Clock.Advance(TimeSpan.FromSeconds(31));
        trust.Keys.Current = new([key.Public]);
        fetch.SetResult(KeyFetch.Fetched);

        Assert.True((await good).Accepted);
        Assert.Equal(TokenFailure.Expired, (await brief).Failure);
    }

    [Fact]
    public void ValidateAsync_NoSuchKey_IsAnsweredByHowTheFetchEnded()
    {
        var trust = new TestTrust();
        var token = new TestToken { Key = new TestKey("unknown", SignatureAlgorithm.ES256) };
        foreach (var (fetch, expected) in new[]
        {
            (KeyFetch.Fetched, TokenFailure.KeyUnknown), (KeyFetch.NotAllowed, TokenFailure.KeyUnknown), (KeyFetch.Unavailable, TokenFailure.KeysUnavailable),
        })
        {
            trust.Keys.OnFetch = () => new(fetch);
            trust.AssertRefused(expected, token);
        }

        trust.Keys.Current = null;
        trust.Keys.OnFetch = static () => new(KeyFetch.NotAllowed);
        trust.AssertRefused(TokenFailure.KeysUnavailable, new TestToken());
    }

    [Fact]
    public async Task ValidateAsync_CancelledWhileItWaits_Throws()
    {
        var trust = new TestTrust();
        trust.Keys.OnFetch = static () => ValueTask.FromCanceled<KeyFetch>(new CancellationToken(canceled: true));
        var token = new TestToken { Key = new TestKey("unknown", SignatureAlgorithm.ES256) }.ToString();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await trust.Validator.ValidateAsync(token.AsMemory()));
    }

    [Fact]
    public void ValidateAsync_WithoutKeyId_TriesTheKeysOfTheAlgorithm()
    {
        var nameless = new TestToken().WithHeader("kid", "");
        var trust = new TestTrust();
        trust.AssertAccepted(nameless);
        trust.AssertAccepted(nameless with { Key = TestKey.For(SignatureAlgorithm.PS384) });

        var none = new TestTrust(keys: new TestIssuerKeys(TestKey.For(SignatureAlgorithm.RS256).Public));
        none.AssertRefused(TokenFailure.KeyUnknown, nameless);
        Assert.Equal(1, none.Keys.Fetches);
        Assert.Null(none.Keys.LastKeyId);
    }

    [Fact]
    public void ValidateAsync_ARefusal_SaysWhatTheTokenClaimedAndNoMore()
    {
        var verdict = new TestTrust().Validate(new TestToken().With("aud", "\"billing\""));

        Assert.Equal(TokenFailure.AudienceMismatch, verdict.Failure);
        Assert.Equal(new UnverifiedToken("corporate", TestTrust.Issuer, "key-ES256"), verdict.Unverified);
        Assert.Null(verdict.Token);
    }
}
