using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.Caching;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>What a cache of verified tokens must not change: each test has the token in it before it looks.</summary>
public sealed class CacheThreatTests
{
    private readonly TestTrust _trust = new();

    private VerifiedTokenCache Cache => _trust.Validator.Cache;

    [Fact]
    public void E1_AnotherTextWithTheSameTail_IsNeverTheRememberedToken()
    {
        var token = Warm(new TestToken());
        var signature = token.LastIndexOf('.');
        for (var at = 0; at < signature; at++)
        {
            foreach (var other in (char[])[token[at] == 'A' ? 'B' : 'A', (char)(token[at] + 0x100), '\0'])
            {
                Assert.False(_trust.Validate($"{token[..at]}{other}{token[(at + 1)..]}").Accepted, $"U+{(int)other:X4} at {at}");
            }
        }

        var forged = new TestToken().With("sub", "\"admin\"").ToString();
        Assert.False(_trust.Validate(forged[..forged.LastIndexOf('.')] + token[signature..]).Accepted);
        Assert.False(_trust.Validate(token[1..]).Accepted);
        Assert.False(_trust.Validate(token[^16..]).Accepted);
        Assert.False(_trust.Validate(token + "A").Accepted);
        Assert.Equal(1, Cache.Count);
        Assert.True(_trust.Validate(token).Accepted);
    }

    [Fact]
    public void E2_FloodsOfGoodAndBadTokens_StayWithinTheBounds()
    {
        using var rig = new CacheRig(CacheRig.Limits(500, bytes: 1 << 20));
        for (var number = 0; number < 20_000; number++)
        {
            rig.Add(CacheRig.Text(number));
        }

        Assert.InRange(rig.Cache.Count, 1, 500);
        Assert.InRange(rig.Cache.Bytes, 1, 1 << 20);
        Assert.Equal(rig.Cache.Count, rig.Cache.Tokens.Count);

        // What does not pass does not enter.
        var token = new TestToken().ToString();
        for (var number = 0; number < 2000; number++)
        {
            Assert.False(_trust.Validate($"{token[..^6]}{number:D6}").Accepted);
        }

        Assert.Equal(0, Cache.Count);
    }

    [Fact]
    public void E4_EachHit_IsJudgedByTheClockOfNow()
    {
        var token = Warm(new TestToken());
        _trust.Clock.JumpTo(TestTrust.Start.AddMinutes(5).AddSeconds(30).AddTicks(-1));
        var last = Warm(new TestToken().With("jti", "\"late\""));
        Assert.True(_trust.Validate(last).Accepted);

        // The wall clock alone: no timer comes to help.
        _trust.Clock.JumpTo(TestTrust.Start.AddMinutes(5).AddSeconds(30));
        _trust.AssertRefused(TokenFailure.Expired, token);
        _trust.AssertRefused(TokenFailure.Expired, last);
    }

    [Fact]
    public void E4_MaximumAge_EndsAHitAsItEndsAColdOne()
    {
        var trust = new TestTrust(static profile => profile with { MaxAge = TimeSpan.FromMinutes(2) });
        var token = new TestToken().With("iat", $"{TestTrust.Start.ToUnixTimeSeconds() - 1}.5").ToString();
        trust.Clock.JumpTo(TestTrust.Start.AddSeconds(120 + 30 - 1));
        Assert.True(trust.Validate(token).Accepted);
        Assert.True(trust.Validate(token).Accepted);

        trust.Clock.JumpTo(trust.Clock.GetUtcNow().AddTicks(1));
        trust.AssertRefused(TokenFailure.TooOld, token);
    }

    [Fact]
    public void E5_KeyIssuerOrSettingsChanged_TheNextHitSeesIt()
    {
        var token = Warm(new TestToken());
        var issuer = _trust.Current.Issuers.Values.Single();

        // A setting.
        _trust.Current = TestTrust.Snapshot(issuer with { Profile = issuer.Profile with { Audiences = ["billing"] } });
        _trust.AssertRefused(TokenFailure.AudienceMismatch, token);
        _trust.Current = TestTrust.Snapshot(issuer);
        Assert.Equal(token, Warm(new TestToken(), token));

        // The issuer.
        _trust.Current = TestTrust.Snapshot(issuer with { Profile = TestTrust.Profile("other", "https://other.example") });
        _trust.AssertRefused(TokenFailure.IssuerUnknown, token);
        _trust.Current = TestTrust.Snapshot(issuer);
        Assert.Equal(token, Warm(new TestToken(), token));

        // The key.
        _trust.Keys.Current = new([TestKey.For(SignatureAlgorithm.RS256).Public]);
        _trust.AssertRefused(TokenFailure.KeyUnknown, token);
        _trust.Keys.Current = null;
        _trust.AssertRefused(TokenFailure.KeysUnavailable, token);
    }

    [Fact]
    public void E7_TwoValidatorsInOneProcess_ShareNothing()
    {
        var token = Warm(new TestToken());
        var billing = new TestTrust(static profile => profile with { Audiences = ["billing"] });

        billing.AssertRefused(TokenFailure.AudienceMismatch, token);
        Assert.Equal(0, billing.Validator.Cache.Count);

        // Nor where both hold the very same settings.
        var twin = new TestTrust { Current = _trust.Current };
        Assert.True(twin.Validate(token).Accepted);
        Assert.NotSame(_trust.Validate(token).Token, twin.Validate(token).Token);
    }

    [Fact]
    public void E8_TokenBoundToAKey_IsNeverRemembered()
    {
        var token = new TestToken().With("cnf", "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}").ToString();
        for (var time = 0; time < 3; time++)
        {
            _trust.AssertRefused(TokenFailure.BindingUnproven, token);
            Assert.Equal(0, Cache.Count);
        }
    }

    [Fact]
    public void E8_TokenBoundToACertificate_IsRememberedWithItsBinding()
    {
        var proof = TokenProof.FromThumbprint(new byte[TokenProof.ThumbprintBytes]);
        var token = new TestToken().With("cnf", $$"""{"x5t#S256":"{{new string('A', 43)}}"}""").ToString();
        Assert.True(_trust.Validate(token.AsMemory(), proof).Accepted);
        Assert.Equal(1, Cache.Count);

        _trust.AssertRefused(TokenFailure.BindingUnproven, token);
        Assert.True(_trust.Validate(token.AsMemory(), proof).Accepted);
    }

    [Fact]
    public void E9_AFailure_IsForgottenAtOnce()
    {
        var token = new TestToken().ToString();
        var good = _trust.Keys.Current;
        _trust.Keys.Current = new([new TestKey(TestKey.For(SignatureAlgorithm.ES256).KeyId, SignatureAlgorithm.ES256).Public]);
        _trust.AssertRefused(TokenFailure.SignatureInvalid, token);
        _trust.AssertRefused(TokenFailure.SignatureInvalid, token);

        _trust.Keys.Current = good;
        Assert.True(_trust.Validate(token).Accepted);
        Assert.Equal(1, Cache.Count);
    }

    [Fact]
    public async Task E11_HitsInsertsEvictionsAndExpiry_NeverMixTokensUp()
    {
        using var rig = new CacheRig(CacheRig.Limits(64));
        var wrong = 0;
        var hits = 0;
        var threads = Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var step = 0; step < 20_000; step++)
            {
                var text = CacheRig.Text((step * (thread + 3)) % 200);
                var found = rig.Find(text);
                if (found is null)
                {
                    rig.Add(text, TimeSpan.FromSeconds(1 + (step % 20)));
                    continue;
                }

                Interlocked.Increment(ref hits);
                if (found.Caller.User!.Subject != text[..10])
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })).ToList();
        var all = Task.WhenAll(threads);
        while (!all.IsCompleted)
        {
            rig.Trust.Clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.InRange(rig.Cache.Count, 0, 64);
            await Task.Yield();
        }

        await all;
        Assert.Equal(0, wrong);
        Assert.True(hits > 1000, $"{hits} hits");
        Assert.Equal(rig.Cache.Count, rig.Cache.Tokens.Count);
        rig.Trust.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, rig.Cache.Count);
        Assert.Empty(rig.Cache.Tokens);
    }

    [Fact]
    public void E13_AtItsEnd_NothingOfATokenIsLeft()
    {
        var (texts, tokens) = Fill();
        Assert.All(texts, static text => Assert.Contains(text, static letter => letter != 0));

        // Nobody presents them again.
        _trust.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(0, Cache.Count);
        Assert.All(texts, static text => Assert.All(text, static letter => Assert.Equal(0, letter)));
        GC.Collect();
        Assert.DoesNotContain(tokens, static token => token.IsAlive);
    }

    [Fact]
    public void E14_TheCache_IsInThisProcessAlone()
    {
        using var file = new PEReader(File.OpenRead(typeof(VerifiedTokenCache).Assembly.Location));
        var reader = file.GetMetadataReader();
        string[] namespaces = [.. reader.TypeReferences.Select(handle => reader.GetString(reader.GetTypeReference(handle).Namespace)).Distinct()];

        Assert.Contains("System.Collections.Concurrent", namespaces);
        foreach (var beyond in (string[])["Microsoft.Extensions.Caching", "System.IO.MemoryMappedFiles", "System.IO.Pipes", "System.Data"])
        {
            Assert.DoesNotContain(namespaces, name => name.StartsWith(beyond, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void E14_NoCacheServiceIsAskedFor()
    {
        foreach (var type in (Type[])[typeof(VerifiedTokenCache), typeof(Tokens.Validation.TokenValidator)])
        {
            var taken = type.GetConstructors().SelectMany(static constructor => constructor.GetParameters()).Select(static parameter => parameter.ParameterType);
            Assert.Subset(
                new HashSet<Type>
                {
                    typeof(ITrustSource), typeof(IRevocationCheck), typeof(TimeProvider), typeof(CacheMetrics), typeof(Tokens.Validation.TokenMetrics),
                    typeof(Microsoft.Extensions.Logging.ILogger<Tokens.Validation.TokenValidator>),
                },
                taken.ToHashSet());
        }
    }

    [Fact]
    public void E6_RevokedBetweenTheCheckAndTheInsert_IsRefusedTheNextTime()
    {
        var list = new ListThatChangesAfterItsAnswer();
        var trust = new TestTrust(revocations: list);
        var token = new TestToken().ToString();

        Assert.True(trust.Validate(token).Accepted);
        Assert.Equal(1, trust.Validator.Cache.Count);

        trust.AssertRefused(TokenFailure.Revoked, token);
        Assert.Equal(0, trust.Validator.Cache.Count);
    }

    [Fact]
    public void E6_OneRevocation_MakesNoOtherTokenMiss()
    {
        var key = new CountingKey(TestKey.For(SignatureAlgorithm.ES256).Public);
        var trust = new TestTrust(keys: new TestIssuerKeys(key));
        string[] tokens = [.. Enumerable.Range(0, 20).Select(static number => new TestToken().With("jti", $"\"t-{number}\"").ToString())];
        Assert.All(tokens, token => Assert.True(trust.Validate(token).Accepted));

        trust.Revocations.Add(Revocation.OfToken("corporate", "t-7", null));
        for (var number = 0; number < tokens.Length; number++)
        {
            Assert.Equal(number == 7 ? TokenFailure.Revoked : TokenFailure.None, trust.Validate(tokens[number]).Failure);
        }

        // The revoked one alone was judged again.
        Assert.Equal(21, key.Uses);
        Assert.Equal(19, trust.Validator.Cache.Count);
    }

    private string Warm(TestToken token, string? text = null)
    {
        text ??= token.ToString();
        Assert.True(_trust.Validate(text).Accepted);
        Assert.True(_trust.Validate(text).Accepted);
        return text;
    }

    // Not inlined: neither tokens nor texts must live on in the test's own frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (byte[][] Texts, WeakReference[] Tokens) Fill()
    {
        WeakReference[] tokens = [.. Enumerable.Range(0, 10).Select(number => new WeakReference(_trust.Validate(new TestToken().With("jti", $"\"{number}\"")).Token))];
        return ([.. Cache.Tokens.Select(CachedText.Of)], tokens);
    }

    private sealed class ListThatChangesAfterItsAnswer : IRevocationCheck
    {
        public long Epoch { get; private set; }

        public TokenFailure Check(VerifiedToken token) => Epoch++ == 0 ? TokenFailure.None : TokenFailure.Revoked;
    }
}
