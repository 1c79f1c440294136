using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.ThrowProbe.Cases;

/// <summary>Algorithms, keys and signatures that prove nothing (RFC 8725 §2.1, §3.1).</summary>
internal static partial class TokenCases
{
    private static IEnumerable<TokenCase> Algorithms(TokenForge forge)
    {
        for (var letters = 0; letters < 16; letters++)
        {
            var none = string.Concat("none".Select((c, i) => (letters >> i & 1) == 0 ? c : char.ToUpperInvariant(c)));
            yield return new($"alg: {none}, no signature", TokenFailure.Malformed, Tamper.DropSignature(forge.Sign(forge.HeaderWith("alg", none))));
            yield return new($"alg: {none}, good signature", TokenFailure.AlgorithmRefused, forge.Sign(forge.HeaderWith("alg", none)));
        }

        string[] unknown =
        [
            "", "es256", "ES256 ", " ES256", "ES256K", "EdDSA", "Ed25519", "HS1", "RS1", "RS0", "ES128", "ES521", "rs256", "Rs256", "PS255", "RSA-OAEP", "dir", "A256GCM", "*", "ES256\u200b", "\u0395S256", "HS256 ", "hs256", "RS384", "PS512",
        ];
        foreach (var name in unknown)
        {
            yield return new($"alg: {Codes(name)}", TokenFailure.AlgorithmRefused, forge.Sign(forge.HeaderWith("alg", name)));
        }

        yield return new("alg: missing", TokenFailure.AlgorithmRefused, forge.Sign(forge.HeaderWithout("alg")));
        foreach (var secret in new[] { forge.Key.PublicPem(), forge.Key.PublicJwk().ToJsonString(), "", "secret" })
        {
            yield return new($"alg: HS256 with {secret.Length} bytes of the public key", TokenFailure.AlgorithmRefused, Mac(forge, Encoding.UTF8.GetBytes(secret)));
        }

        yield return new("alg: HS256 with the public key in DER", TokenFailure.AlgorithmRefused, Mac(forge, forge.Key.PublicDer()));
    }

    private static IEnumerable<TokenCase> Keys(TokenForge forge)
    {
        foreach (var keyId in new[] { "key-3", "KEY-1", "key-1 ", "../key-1", "' OR 1=1", "key-1\u200b", "\u212aey-1", "http://127.0.0.1/key", "\n", new string('k', 256) })
        {
            yield return new($"kid: {Codes(keyId)}", TokenFailure.KeyUnknown, forge.Sign(forge.HeaderWith("kid", keyId)));
        }

        yield return new("kid: empty", TokenFailure.HeaderInvalid, forge.Sign(forge.HeaderWith("kid", "")));
        yield return new("kid: 257 bytes", TokenFailure.HeaderInvalid, forge.Sign(forge.HeaderWith("kid", new string('k', 257))));
        yield return new("kid: of a key for another algorithm", TokenFailure.KeyMismatch, forge.Sign(forge.HeaderWith("kid", "key-2")));
        yield return new("kid: RS256 with the ES256 key", TokenFailure.KeyMismatch, forge.Sign(forge.HeaderWith("alg", "RS256")));
    }

    private static IEnumerable<TokenCase> Signatures(TokenForge forge)
    {
        var good = forge.Sign();
        var parts = good.Split('.');
        yield return new("signature: one bit flipped", TokenFailure.SignatureInvalid, Tamper.FlipSignature(good));
        foreach (var length in new[] { 1, 32, 63, 64, 65, 70, 72, 96, 132, 256, 1024 })
        {
            yield return new($"signature: {length} zero bytes", TokenFailure.SignatureInvalid, $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[length])}");
        }

        yield return new("signature: of another payload", TokenFailure.SignatureInvalid, Tamper.SwapPayload(good, forge.PayloadWith("sub", "root").ToJsonString()));
        yield return new("signature: of another header", TokenFailure.SignatureInvalid, Tamper.SwapHeader(good, forge.HeaderWith("x", 1).ToJsonString()));
        using var stranger = FakeSigningKey.Create("ES256", forge.Key.KeyId);
        var strange = new TokenForge(stranger, ProbeHost.Now);
        yield return new("signature: by a stranger with the same kid", TokenFailure.SignatureInvalid, strange.Sign());
        yield return new("signature: by a stranger whose key is embedded", TokenFailure.SignatureInvalid, strange.Sign(strange.HeaderWith("jwk", stranger.PublicJwk())));
        yield return new("signature: by a stranger, jku", TokenFailure.SignatureInvalid, strange.Sign(strange.HeaderWith("jku", "http://127.0.0.1:9/keys")));
        yield return new("signature: by a stranger, x5c", TokenFailure.SignatureInvalid, strange.Sign(strange.HeaderWith("x5c", new JsonArray("MIIB"))));
        yield return new("signature: by a stranger without kid", TokenFailure.SignatureInvalid, strange.Sign(strange.HeaderWithout("kid")));
    }

    private static string Mac(TokenForge forge, byte[] secret)
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forge.HeaderWith("alg", "HS256").ToJsonString()));
        var input = $"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forge.Payload().ToJsonString()))}";
        return $"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input)))}";
    }
}
