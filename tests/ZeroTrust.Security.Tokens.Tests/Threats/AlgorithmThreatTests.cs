using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Group A: the algorithm and the key are the issuer's, never the token's.</summary>
public sealed class AlgorithmThreatTests
{
    private readonly CountingKey _key = new(TestKey.For(SignatureAlgorithm.ES256).Public);
    private readonly TestIssuerKeys _keys;
    private readonly TestTrust _trust;

    public AlgorithmThreatTests()
    {
        _keys = new(_key, TestKey.For(SignatureAlgorithm.RS256).Public);
        _trust = new(keys: _keys);
    }

    [Fact]
    public void A1_AlgNoneInAnyCase_IsRefusedBeforeAnyKey()
    {
        for (var variant = 0; variant < 16; variant++)
        {
            var name = string.Concat("none".Select((letter, i) => (variant & (1 << i)) != 0 ? char.ToUpperInvariant(letter) : letter));
            foreach (var kid in new[] { "\"key-ES256\"", "" })
            {
                var token = new TestToken().WithHeader("alg", $"\"{name}\"").WithHeader("kid", kid);
                var signed = token.ToString();
                _trust.AssertRefused(TokenFailure.AlgorithmRefused, signed, name);
                _trust.AssertRefused(TokenFailure.Malformed, signed[..(signed.LastIndexOf('.') + 1)], name);
                _trust.AssertRefused(TokenFailure.AlgorithmRefused, signed[..(signed.LastIndexOf('.') + 1)] + "AAAA", name);
            }
        }

        Assert.Equal(0, _key.Uses);
        Assert.Equal(0, _keys.Fetches);
    }

    [Fact]
    public void A2_PublicKeyAsHmacSecret_IsRefusedWithoutAKeyOperation()
    {
        foreach (var key in new[] { TestKey.For(SignatureAlgorithm.ES256), TestKey.For(SignatureAlgorithm.RS256) })
        {
            foreach (var secret in Encodings(key))
            {
                foreach (var (name, mac) in Macs(secret))
                {
                    var token = new TestToken { Key = key }.WithHeader("alg", $"\"{name}\"");
                    var input = $"{TestToken.Encode(token.HeaderText())}.{TestToken.Encode(token.PayloadText())}";
                    _trust.AssertRefused(TokenFailure.AlgorithmRefused, $"{input}.{Base64Url.EncodeToString(mac(Encoding.ASCII.GetBytes(input)))}");
                }
            }
        }

        Assert.Equal(0, _key.Uses);
    }

    [Fact]
    public void A4_HeaderAlgOtherThanTheKeys_IsRefused()
    {
        foreach (var key in Enum.GetValues<SignatureAlgorithm>())
        {
            var trust = new TestTrust(keys: new TestIssuerKeys(TestKey.For(key).Public));
            foreach (var header in Enum.GetValues<SignatureAlgorithm>().Where(header => header != key))
            {
                trust.AssertRefused(TokenFailure.KeyMismatch, new TestToken { Key = TestKey.For(key) }.WithHeader("alg", $"\"{header}\""));
                trust.AssertRefused(TokenFailure.KeyUnknown, new TestToken { Key = TestKey.For(key) }.WithHeader("alg", $"\"{header}\"").WithHeader("kid", ""));
            }
        }
    }

    [Fact]
    public void A4_SameModulusUnderAnotherAlgorithm_IsRefused()
    {
        // The signature is good mathematics for the header's algorithm and the key's numbers; the key is for PS512 alone.
        using var rsa = RSA.Create(2048);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        var declared = VerificationKeyFactory.TryCreateRsa("k", SignatureAlgorithm.PS512, parameters.Modulus, parameters.Exponent, out _)!;
        var trust = new TestTrust(keys: new TestIssuerKeys(declared));
        var input = $"{TestToken.Encode("""{"alg":"RS256","kid":"k","typ":"at+jwt"}""")}.{TestToken.Encode(new TestToken().PayloadText())}";
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        trust.AssertRefused(TokenFailure.KeyMismatch, $"{input}.{Base64Url.EncodeToString(signature)}");
    }

    [Fact]
    public void A4_AlgorithmOutsideTheIssuersList_IsRefusedThoughAKeyHasIt()
    {
        var trust = new TestTrust(static profile => profile with { Algorithms = [SignatureAlgorithm.ES256] });
        trust.AssertAccepted(new TestToken());
        trust.AssertRefused(TokenFailure.AlgorithmRefused, new TestToken { Key = TestKey.For(SignatureAlgorithm.RS256) });
    }

    [Fact]
    public void A5_AlgorithmNamesThatAreNotExact_AreRefused()
    {
        string[] names = ["es256", "Es256", "ES256 ", " ES256", "ES256K", "RS1", "EdDSA", "HS256", "ES2567", "ES25", "", "ＥS256", "ES256\\u0001", "6", "ES256,RS256", "RSA-OAEP"];
        Assert.All(names, name => _trust.AssertRefused(TokenFailure.AlgorithmRefused, new TestToken().WithHeader("alg", $"\"{name}\"")));
        _trust.AssertRefused(TokenFailure.AlgorithmRefused, new TestToken { Header = """{"kid":"key-ES256","typ":"at+jwt"}""" });
        Assert.All(new[] { "null", "1", "true", "{}", "[]", "[\"ES256\"]" }, json => _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken().WithHeader("alg", json)));
        Assert.Equal(0, _key.Uses);
    }

    [Fact]
    public void A5_TenThousandNames_NoneIsAcceptedBeyondTheList()
    {
        var random = new Random(5);
        var payload = TestToken.Encode(new TestToken().PayloadText());
        for (var i = 0; i < 10_000; i++)
        {
            var name = "ES256".ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                name[random.Next(name.Length)] = (char)random.Next('0', 'z');
            }

            var text = new string(name, 0, random.Next(1, name.Length + 1));
            if (!Enum.GetNames<SignatureAlgorithm>().Contains(text) && !text.Contains('\\', StringComparison.Ordinal))
            {
                var header = TestToken.Encode($$"""{"alg":"{{text}}","kid":"key-ES256","typ":"at+jwt"}""");
                _trust.AssertRefused(TokenFailure.AlgorithmRefused, $"{header}.{payload}.AAAA", text);
            }
        }
    }

    [Fact]
    public void A13_A14_HmacIsNowhereNearTokens()
    {
        var names = ReferencedNames();
        Assert.Contains("ECDsa", names);
        Assert.DoesNotContain(names, static name =>
            (name.Contains("HMAC", StringComparison.OrdinalIgnoreCase) && name != "HMACSHA256") || name.Contains("KeyedHash", StringComparison.Ordinal));

        // It hashes API keys, and names the keys that wrap others.
        Assert.Equal(["ApiKeys", "KeyRing"], FoldersThatSay("HMACSHA256."));
        Assert.DoesNotContain(Enum.GetNames<SignatureAlgorithm>(), static name => name.StartsWith("HS", StringComparison.Ordinal) || name == "none");
    }

    [Fact]
    public void A13_TokensSignedWithGuessableSecrets_AreRefused() => A2_PublicKeyAsHmacSecret_IsRefusedWithoutAKeyOperation();

    [Fact]
    public void A14_TruncatedMacs_AreRefusedWithoutAKeyOperation()
    {
        for (var length = 1; length < 32; length++)
        {
            var token = new TestToken().WithHeader("alg", "\"HS256\"");
            _trust.AssertRefused(TokenFailure.AlgorithmRefused, $"{TestToken.Encode(token.HeaderText())}.{TestToken.Encode(token.PayloadText())}.{TestToken.Encode(new byte[length])}");
        }

        Assert.Equal(0, _key.Uses);
    }

    [Fact]
    public void A15_KeyInTheHeader_IsNeverTrusted()
    {
        var attacker = new TestKey("key-ES256", SignatureAlgorithm.ES256);
        var jwk = $$"""{"kty":"EC","crv":"P-256","x":"{{TestToken.Encode(attacker.Ec.Q.X!)}}","y":"{{TestToken.Encode(attacker.Ec.Q.Y!)}}","kid":"key-ES256"}""";
        var token = new TestToken { Key = attacker }.WithHeader("jwk", jwk);

        _trust.AssertRefused(TokenFailure.SignatureInvalid, token);
        _trust.AssertRefused(TokenFailure.SignatureInvalid, token.WithHeader("kid", ""));
        _trust.AssertRefused(TokenFailure.KeyUnknown, token.WithHeader("kid", "\"other\""));
        _trust.AssertAccepted(new TestToken().WithHeader("jwk", jwk));
    }

    [Fact]
    public void A16_KeyAddressesAndCertificatesInTheHeader_AreNeverFetchedOrTrusted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"\"http://{listener.LocalEndpoint}/keys\"";
        var attacker = new TestKey("key-ES256", SignatureAlgorithm.ES256);
        foreach (var parameter in new[] { "jku", "x5u" })
        {
            _trust.AssertRefused(TokenFailure.SignatureInvalid, new TestToken { Key = attacker }.WithHeader(parameter, address));
            _trust.AssertRefused(TokenFailure.KeyUnknown, new TestToken { Key = attacker }.WithHeader(parameter, address).WithHeader("kid", "\"new\""));
            _trust.AssertAccepted(new TestToken().WithHeader(parameter, address));
        }

        _trust.AssertRefused(TokenFailure.SignatureInvalid, new TestToken { Key = attacker }.WithHeader("x5c", $"[\"{Convert.ToBase64String(attacker.PublicDer)}\"]"));
        Assert.False(listener.Pending());
    }

    [Fact]
    public void A17_KeyIdsThatArePathsOrQueries_AreOpaque()
    {
        string[] ids =
        [
            "../../dev/null", "/etc/passwd", "' OR 1=1 --", "http://169.254.169.254/", "*", "(|(uid=*))", "$(id)", "key-es256", "key-ES256 ", "KEY-ES256", "\r\nSet-Cookie: a",
            "\u001b[2J", "\u202Egnp", "é", "😀", "%00", "..\\..\\nul", new('k', 256),
        ];
        foreach (var id in ids)
        {
            var verdict = _trust.Validate(new TestToken().WithHeader("kid", TestToken.Json(id)));
            Assert.Equal(TokenFailure.KeyUnknown, verdict.Failure);
            Assert.Equal(id, _keys.LastKeyId);
            Assert.InRange(verdict.Unverified!.ClaimedKeyId!.Length, 1, 64);
            Assert.All(verdict.Unverified.ClaimedKeyId, static letter => Assert.InRange(letter, ' ', '~'));
        }

        Assert.All(new[] { "", new string('k', 257), new string('é', 129) }, id => _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken().WithHeader("kid", TestToken.Json(id))));
        Assert.All(new[] { "1", "null", "[\"key-ES256\"]", "{}" }, json => _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken().WithHeader("kid", json)));
    }

    [Fact]
    public void A21_A22_DecryptionIsNowhereNearTokens()
    {
        var names = ReferencedNames();
        Assert.DoesNotContain(names, static name =>
            (name.StartsWith("Aes", StringComparison.Ordinal) && name != "AesGcm") || name is "Rfc2898DeriveBytes" or "DeflateStream" or "ZLibStream");

        // The ring opens its private keys, and holds those that open messages: they have a package of their own, and no token comes there.
        Assert.Equal(["KeyRing"], FoldersThatSay("new AesGcm("));
        Assert.Equal(["KeyRing"], FoldersThatSay(".Decrypt("));
        Assert.Equal(["KeyRing"], FoldersThatSay("RSAEncryptionPadding"));
        Assert.Equal(["KeyRing"], FoldersThatSay("ECDiffieHellman"));
        Assert.Equal(["KeyRing"], FoldersThatSay("IDecryptionKey"));
    }

    /// <summary>The folders of the package in whose sources a text stands.</summary>
    private static IEnumerable<string> FoldersThatSay(string text)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "ZeroTrust.Security.sln")))
        {
            root = root.Parent;
        }

        var package = Path.Combine(root.FullName, "src", "ZeroTrust.Security.Tokens");
        return Directory.EnumerateDirectories(package)
            .Where(static folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Any(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal)))
            .Select(static folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal);
    }

    private static HashSet<string> ReferencedNames()
    {
        using var file = File.OpenRead(typeof(TokenValidator).Assembly.Location);
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        return
        [
            .. metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Name)),
            .. metadata.MemberReferences.Select(handle => metadata.GetString(metadata.GetMemberReference(handle).Name)),
        ];
    }

    private static IEnumerable<byte[]> Encodings(TestKey key)
    {
        var pem = key.PublicPem;
        var jwk = key.Algorithm.IsRsa()
            ? $$"""{"kty":"RSA","n":"{{TestToken.Encode(key.Rsa.Modulus!)}}","e":"AQAB"}"""
            : $$"""{"kty":"EC","crv":"P-256","x":"{{TestToken.Encode(key.Ec.Q.X!)}}","y":"{{TestToken.Encode(key.Ec.Q.Y!)}}"}""";
        string[] texts = [pem, pem + "\n", " " + pem, "\n" + pem, pem.ReplaceLineEndings("\r\n"), pem.ReplaceLineEndings(""), Convert.ToBase64String(key.PublicDer), jwk, $$"""{"keys":[{{jwk}}]}""", "secret", "key-ES256"];
        return [.. texts.Select(Encoding.UTF8.GetBytes), key.PublicDer, key.Algorithm.IsRsa() ? key.Rsa.Modulus! : [4, .. key.Ec.Q.X!, .. key.Ec.Q.Y!], [], new byte[32]];
    }

    private static (string Name, Func<byte[], byte[]> Mac)[] Macs(byte[] secret) =>
        [("HS256", input => HMACSHA256.HashData(secret, input)), ("HS384", input => HMACSHA384.HashData(secret, input)), ("HS512", input => HMACSHA512.HashData(secret, input))];
}
