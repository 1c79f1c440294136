using System.Security.Cryptography;
using System.Text.Json;
using ZeroTrust.Security.KeyManagement;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>The keys of a ring that open what others encrypt.</summary>
public sealed class EncryptionKeysTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly LinePlan Plan = EncryptionTimes.Plan(RingAlgorithm.Find("ECDH-ES+A256KW")!, TimeSpan.FromHours(6), TimeSpan.FromHours(12));
    private static readonly KeyRingSettings Settings = RingRig.Defaults with { KeyLifetime = TimeSpan.FromDays(300), Encryption = Plan };

    [Theory]
    [InlineData("ECDH-ES+A256KW", "EC")]
    [InlineData("RSA-OAEP-256", "RSA")]
    public async Task Refresh_AnEmptyStore_PublishesOneKeyToEncryptToBesideTheOneThatSigns(string algorithm, string type)
    {
        using var rig = await RingRig.StartAsync(settings: Settings with { Encryption = Plan with { Algorithm = RingAlgorithm.Find(algorithm)! } });

        var keys = Keys(rig);
        Assert.Equal(["sig", "enc"], keys.Select(static key => key.GetProperty("use").GetString()));
        Assert.Equal((algorithm, type), (keys[1].GetProperty("alg").GetString(), keys[1].GetProperty("kty").GetString()));
        Assert.DoesNotContain(keys[1].EnumerateObject(), static member => member.Name is "d" or "p" or "q" or "dp" or "dq" or "qi");
        Assert.NotNull(rig.Ring.Find(keys[1].GetProperty("kid").GetString()!));
    }

    [Fact]
    public async Task Refresh_WithoutTheSetting_MakesAndPublishesNone()
    {
        using var rig = await RingRig.StartAsync();

        Assert.Equal(["sig"], Keys(rig).Select(static key => key.GetProperty("use").GetString()));
        Assert.Single(rig.Ring.Keys);
    }

    [Fact]
    public async Task D13_AKeyToEncryptTo_VerifiesNothing_AndAKeyThatSignsIsNotEncryptedToAndOpensNothing()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        var set = rig.Ring.Current!.KeySet.Content.Span.ToArray();
        var (signing, encryption) = (Kid(rig, "sig"), Kid(rig, "enc"));

        var verifying = new KeySetReader(Enum.GetValues<SignatureAlgorithm>(), rig.Clock).Read(set);
        Assert.Equal([signing], verifying.Keys!.Select(static key => key.Key.KeyId));
        Assert.Equal([new SkippedKey(encryption, "its use is not sig")], verifying.Skipped);

        var sealing = new EncryptionKeySetReader(rig.Clock).Read(set);
        Assert.Equal([encryption], sealing.Keys!.Select(static key => key.Key.KeyId));
        Assert.Equal([new SkippedKey(signing, "its use is not enc")], sealing.Skipped);

        // Whatever a set holds: what verifies is never found to encrypt to, nor the reverse.
        var all = new IssuerKeySet([.. verifying.Keys!.Concat(sealing.Keys!).Select(static key => key.Key)]);
        Assert.Equal([signing], all.Keys.Select(static key => key.KeyId));
        Assert.Null(all.Find(encryption));
        Assert.Equal(encryption, all.Sealing!.KeyId);

        Assert.Null(rig.Ring.Find(signing));
        Assert.Equal(signing, Jws.KeyId(await rig.MintAsync()));
    }

    [Fact]
    public async Task Refresh_OverALife_HoldsThenPublishesThenOpensThenForgets()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        var first = Kid(rig, "enc");

        await AdvanceUntilAsync(rig, () => InState(rig, RingKeyState.Pending) is not null);
        var second = InState(rig, RingKeyState.Pending)!;
        Assert.Equal(first, Kid(rig, "enc"));
        Assert.NotNull(rig.Ring.Find(second));

        var waited = await AdvanceUntilAsync(rig, () => Kid(rig, "enc") == second);
        Assert.InRange(waited, Plan.PendingTime, Plan.PendingTime + Step);
        Assert.DoesNotContain(first, rig.Published());
        Assert.NotNull(rig.Ring.Find(first));

        var kept = await AdvanceUntilAsync(rig, () => rig.Ring.Find(first) is null);
        Assert.InRange(kept, Plan.RetiringTime, Plan.RetiringTime + Step);
        Assert.True(kept > TimeSpan.FromHours(12) + EncryptionTimes.MaxSenderCache);
        Assert.DoesNotContain(rig.Ring.Keys, key => key.KeyId == first);
    }

    [Fact]
    public async Task Refresh_TurnsEachLineByItself()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        var signing = Kid(rig, "sig");

        await rig.AdvanceAsync(TimeSpan.FromDays(2), Step);

        Assert.Equal(signing, Kid(rig, "sig"));
        Assert.InRange(rig.Ring.Keys.Count, 5, 12);
    }

    [Fact]
    public async Task Refresh_AnotherAlgorithmInTheSettings_IsThatOfTheNextKey_AndTheLastStillOpens()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        var first = Kid(rig, "enc");
        using var changed = await RingRig.StartAsync(rig.Store, rig.Clock, Settings with { Encryption = Plan with { Algorithm = RingAlgorithm.Find("RSA-OAEP-256")! } });
        await changed.AdvanceAsync(Plan.PendingTime);

        Assert.Equal("RSA-OAEP-256", changed.Ring.Find(Kid(changed, "enc"))!.Algorithm);
        Assert.Equal("ECDH-ES+A256KW", changed.Ring.Find(first)!.Algorithm);
    }

    [Fact]
    public async Task Refresh_WithTheSettingTakenAway_PublishesNoneAndStillOpens_AndWithItBackTurnsOn()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        var first = Kid(rig, "enc");

        using var off = await RingRig.StartAsync(rig.Store, rig.Clock);
        await off.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.DoesNotContain(first, off.Published());
        Assert.NotNull(off.Ring.Find(first));

        using var on = await RingRig.StartAsync(rig.Store, rig.Clock, Settings);
        Assert.Equal(first, Kid(on, "enc"));
    }

    [Fact]
    public async Task Refresh_WithTheSettingForAnOlderRing_AddsAKeyAndKeepsTheOneThatSigns()
    {
        using var rig = await RingRig.StartAsync();
        var signing = rig.Active.KeyId;

        using var on = await RingRig.StartAsync(rig.Store, rig.Clock, Settings);

        Assert.Equal(signing, Kid(on, "sig"));
        Assert.NotNull(on.Ring.Find(Kid(on, "enc")));
    }

    [Fact]
    public async Task Revoke_TheKeyToEncryptTo_OpensNothingAndAnotherIsPublished()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        var (signing, first) = (Kid(rig, "sig"), Kid(rig, "enc"));

        Assert.True(await rig.Ring.RevokeAsync(first));

        Assert.Null(rig.Ring.Find(first));
        Assert.NotEqual(first, Kid(rig, "enc"));
        Assert.Equal(signing, Kid(rig, "sig"));
    }

    [Fact]
    public async Task Refresh_AStoreThatCannotBeRead_StillOpensWhatItKnows()
    {
        var store = new MovingStore();
        using var rig = await RingRig.StartAsync(store, settings: Settings);
        var first = Kid(rig, "enc");
        store.Fails = true;
        rig.Clock.Advance(KeyRingSettings.MaxStaleness * 2);

        Assert.Null(rig.Ring.Current);
        Assert.NotNull(rig.Ring.Find(first));
    }

    [Fact]
    public async Task TryAgree_IsTheConcatKdfOfTheSharedSecret_AndNothingForAKeyOfAnotherCurve()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        var own = rig.Ring.Find(Kid(rig, "enc"))!;
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(Keys(rig)[1]) });
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        var derived = new byte[32];

        Assert.True(own.TryAgree(ephemeral.PublicKey, "info"u8, derived));
        Assert.Equal(ConcatKdf.Derive(ephemeral, theirs.PublicKey, "info"u8.ToArray()), derived);
        Assert.False(own.TryAgree(other.PublicKey, "info"u8, derived));
        Assert.False(own.TryDecrypt(new byte[256], derived));
    }

    [Fact]
    public async Task TryDecrypt_OpensWhatWasEncryptedByOaepWithSha256_AndNothingElse()
    {
        using var rig = await RingRig.StartAsync(settings: Settings with { Encryption = Plan with { Algorithm = RingAlgorithm.Find("RSA-OAEP-256")! } });
        var own = rig.Ring.Find(Kid(rig, "enc"))!;
        var jwk = Keys(rig)[1];
        using var theirs = RSA.Create(new RSAParameters { Modulus = jwk.GetProperty("n").Decoded(), Exponent = jwk.GetProperty("e").Decoded() });
        var key = RandomNumberGenerator.GetBytes(32);
        var opened = new byte[32];

        Assert.True(own.TryDecrypt(theirs.Encrypt(key, RSAEncryptionPadding.OaepSHA256), opened));
        Assert.Equal(key, opened);
        Assert.False(own.TryDecrypt(theirs.Encrypt(key, RSAEncryptionPadding.OaepSHA1), opened));
        Assert.False(own.TryDecrypt(theirs.Encrypt(key, RSAEncryptionPadding.Pkcs1), opened));
        Assert.False(own.TryDecrypt(theirs.Encrypt(key.AsSpan(1), RSAEncryptionPadding.OaepSHA256), opened));
        Assert.False(own.TryDecrypt([1, 2, 3], opened));
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Assert.False(own.TryAgree(ephemeral.PublicKey, "info"u8, opened));
    }

    private static JsonElement[] Keys(RingRig rig) => [.. JsonDocument.Parse(rig.KeySet()).RootElement.GetProperty("keys").EnumerateArray()];

    private static string Kid(RingRig rig, string use) =>
        Keys(rig).Single(key => key.GetProperty("use").GetString() == use).GetProperty("kid").GetString()!;

    private static string? InState(RingRig rig, RingKeyState state) =>
        rig.Ring.Keys.SingleOrDefault(key => key.State == state && key.Algorithm == "ECDH-ES+A256KW")?.KeyId;

    private static ECPoint Point(JsonElement jwk) => new() { X = jwk.GetProperty("x").Decoded(), Y = jwk.GetProperty("y").Decoded() };

    private static async Task<TimeSpan> AdvanceUntilAsync(RingRig rig, Func<bool> reached)
    {
        var waited = TimeSpan.Zero;
        while (!reached())
        {
            Assert.True(waited < TimeSpan.FromDays(10));
            await rig.AdvanceAsync(Step);
            waited += Step;
        }

        return waited;
    }
}
