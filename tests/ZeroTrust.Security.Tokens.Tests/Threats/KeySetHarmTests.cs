using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Key sets that are harmful or odd.</summary>
public sealed class KeySetHarmTests
{
    private static readonly string[] PrivateRsaMembers = ["p", "q", "dp", "dq", "qi", "oth"];

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void D6_MoreThanAHundredKeys_RefuseTheSet()
    {
        var keys = Enumerable.Range(0, 101).Select(index => $"{{\"kty\":\"other\",\"kid\":\"{index}\"}}").ToArray();
        keys[0] = JwkText.Ec("good");

        Assert.True(Read(JwkText.Set(keys[..100])).Succeeded);
        Assert.True(Read(JwkText.Set(keys)).Alarming);
    }

    [Fact]
    public void D6_DocumentLargerThanTheBound_IsNotRead()
    {
        var document = JwkText.Set(JwkText.Ec("good"));

        Assert.True(Read(document.PadRight(512 * 1024)).Succeeded);
        Assert.False(Read(document.PadRight((512 * 1024) + 1)).Succeeded);
    }

    [Fact]
    public void D7_SetWithoutAUsableKey_IsAFailure()
    {
        foreach (var document in new[] { "", "<html>502</html>", "{}", "{\"keys\":[]}", JwkText.Set("{\"kty\":\"new\"}"), JwkText.Set(JwkText.Rsa("a", "RSA-OAEP")), JwkText.Set("null", "[]") })
        {
            Assert.False(Read(document).Succeeded, document);
        }
    }

    [Fact]
    public void D7_DuplicateMembersInAKey_RefuseTheSet()
    {
        Assert.False(Read(JwkText.Set(JwkText.Ec("a", more: "\"use\":\"enc\",\"use\":\"sig\""))).Succeeded);
        Assert.False(Read(JwkText.Set(JwkText.Ec("a", more: "\"k\\u0069d\":\"b\""))).Succeeded);
    }

    [Fact]
    public void D12_PrivateOrSymmetricOrAmbiguousKey_RefusesTheSetWithAnAlarm()
    {
        string[] harmful =
        [
            "{\"kty\":\"oct\"}",
            "{\"kty\":\"oct\",\"alg\":\"HS256\",\"kid\":\"h\",\"k\":\"AAAA\"}",
            "{\"kty\":\"other\",\"k\":\"AAAA\"}",
            "{\"kty\":\"AKP\",\"priv\":\"AAAA\"}",
            JwkText.Ec("p", more: "\"d\":\"AAAA\""),
            JwkText.Ec("p", more: "\"d\":null"),
            JwkText.Ec("p", more: "\"\\u0064\":\"AAAA\""),
            JwkText.Rsa("p", "RSA-OAEP", "\"use\":\"enc\",\"d\":\"AAAA\""),
            .. PrivateRsaMembers.Select(member => JwkText.Rsa("p", more: $"\"{member}\":\"AAAA\"")),
            JwkText.Ec("good"),
            JwkText.Rsa("good", "RSA-OAEP"),
            JwkText.Rsa(null, more: "\"kid\":\"g\\u006fod\""),
        ];
        foreach (var key in harmful)
        {
            foreach (var document in new[] { JwkText.Set(JwkText.Ec("good"), key), JwkText.Set(key, JwkText.Ec("good")) })
            {
                var load = Read(document);

                Assert.False(load.Succeeded, key);
                Assert.True(load.Alarming, key);
                Assert.DoesNotContain("AAAA", load.Problem, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task D12_RefusedSet_KeepsTheOldOneAndRaisesAnAlarm()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        rig.Source.Publish(JwkText.Ec("good"), JwkText.Ec("good"));

        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval);

        Assert.True(rig.Has("good"));
        Assert.Equal(1, rig.Log.Count(2202));
        Assert.NotNull(rig.Keys.Status.Problem);
    }

    [Fact]
    public async Task D12_RefusedSetInTheMiddleOfAnOutage_RaisesItsAlarmAtOnce()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        rig.Source.Fail();
        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval + TimeSpan.FromSeconds(1 + 2 + 4));
        Assert.Equal(0, rig.Log.Count(2202));

        rig.Source.Publish(JwkText.Ec("good"), "{\"kty\":\"oct\"}");
        await rig.AdvanceAsync(TimeSpan.FromSeconds(8));

        Assert.Equal(1, rig.Log.Count(2202));
    }

    [Fact]
    public void D13_UseOperationsOrCertificateThatDoNotFit_LeaveTheKeyUnused()
    {
        var (key, other) = (JwkText.SharedRsa, JwkText.OtherRsa);
        var (from, to) = (_clock.GetUtcNow().AddDays(-1), _clock.GetUtcNow().AddDays(1));
        string[] unfit =
        [
            "\"use\":\"enc\"",
            "\"use\":\"SIG\"",
            "\"use\":null",
            "\"key_ops\":[]",
            "\"key_ops\":[\"sign\"]",
            "\"key_ops\":[\"Verify\"]",
            "\"use\":\"sig\",\"key_ops\":[\"encrypt\"]",
            $"\"x5c\":[\"{KeySetReaderTests.Certificate(other, from, to)}\"]",
            $"\"x5c\":[\"{KeySetReaderTests.Certificate(other, from, to)}\",\"{KeySetReaderTests.Certificate(key, from, to)}\"]",
            "\"x5c\":[\"AAAA\"]",
            "\"x5c\":[]",
            "\"x5c\":\"AAAA\"",
            "\"x5c\":[7]",
        ];
        foreach (var members in unfit)
        {
            var load = Read(JwkText.Set(JwkText.Rsa("unfit", "RS256", members, key), JwkText.Ec("good")));

            Assert.True(load.Succeeded, load.Problem);
            Assert.True(load.Keys.Count == 1 && load.Keys[0].Key.KeyId == "good", members);
        }

        Assert.Equal(2, Read(JwkText.Set(JwkText.Rsa("fit", "RS256", $"\"use\":\"sig\",\"key_ops\":[\"verify\"],\"x5c\":[\"{KeySetReaderTests.Certificate(key, from, to)}\"]", key), JwkText.Ec("good"))).Keys!.Count);
    }

    [Fact]
    public void D13_EllipticCurveCertificateOfAnotherKey_LeavesTheKeyUnused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.True(Read(JwkText.Set(JwkText.Ec(key, "a", more: $"\"x5c\":[\"{Certificate(key)}\"]"))).Succeeded);
        Assert.False(Read(JwkText.Set(JwkText.Ec(key, "a", more: $"\"x5c\":[\"{Certificate(other)}\"]"))).Succeeded);
    }

    [Fact]
    public void D10_KeyOrCertificateThatHasEnded_IsNotTaken()
    {
        var key = JwkText.SharedRsa;
        var now = _clock.GetUtcNow();
        string[] ended =
        [
            $"\"exp\":{now.ToUnixTimeSeconds()}",
            $"\"exp\":{now.ToUnixTimeSeconds() - 1}.5",
            $"\"nbf\":{now.ToUnixTimeSeconds() + 1}",
            "\"exp\":-1",
            "\"exp\":1e300",
            $"\"x5c\":[\"{KeySetReaderTests.Certificate(key, now.AddDays(-9), now.AddSeconds(-1))}\"]",
            $"\"x5c\":[\"{KeySetReaderTests.Certificate(key, now.AddDays(1), now.AddDays(9))}\"]",
        ];
        foreach (var members in ended)
        {
            Assert.False(Read(JwkText.Set(JwkText.Rsa("a", "RS256", members, key))).Succeeded, members);
        }

        Assert.True(Read(JwkText.Set(JwkText.Rsa("a", "RS256", $"\"exp\":{now.ToUnixTimeSeconds() + 1},\"nbf\":{now.ToUnixTimeSeconds()}", key))).Succeeded);
    }

    private static string Certificate(ECDsa key)
    {
        var from = new DateTimeOffset(2029, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=signer", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(from, from.AddYears(9));
        return Convert.ToBase64String(certificate.RawData);
    }

    private KeyLoad Read(string document) => new KeySetReader(Enum.GetValues<SignatureAlgorithm>(), _clock).Read(Encoding.UTF8.GetBytes(document));
}
