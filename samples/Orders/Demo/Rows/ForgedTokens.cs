using System.Text;
using System.Text.Json.Nodes;
using ZeroTrust.Security.Testing;

namespace Orders.Demo.Rows;

/// <summary>Tokens that no honest issuer signed: the attacker wants to be the admin.</summary>
internal static class ForgedTokens
{
    public static IEnumerable<DemoRow> Of(FakeTokenIssuer issuer)
    {
        var key = issuer.CurrentKey;
        using var attacker = FakeSigningKey.Create("ES256", key.KeyId);
        var good = Token(issuer).Build();

        return
        [
            Row("alg none, no signature", Token(issuer).WithoutSignature(), TokenFailure.Malformed),
            Row("alg nOnE, with a signature", Token(issuer).Header("alg", "nOnE"), TokenFailure.AlgorithmRefused),
            Row("alg in lower case", Token(issuer).Header("alg", "es256"), TokenFailure.AlgorithmRefused),
            Row("alg of another family than the key", Token(issuer).Header("alg", "RS256"), TokenFailure.KeyMismatch),
            Row("HS256, public key (PEM) as secret", Token(issuer).SignedWithSecret(Encoding.ASCII.GetBytes(key.PublicPem())), TokenFailure.AlgorithmRefused),
            Row("HS256, public key (DER) as secret", Token(issuer).SignedWithSecret(key.PublicDer()), TokenFailure.AlgorithmRefused),
            Row("another key under a known kid", Token(issuer).SignedBy(attacker), TokenFailure.SignatureInvalid),
            Row("unknown kid", Token(issuer).Header("kid", "nobody-published-this"), TokenFailure.KeyUnknown),
            Row("key embedded (jwk)", Token(issuer).WithEmbeddedKey(), TokenFailure.KeyUnknown),
            Row("key embedded (jwk) under a known kid", Token(issuer).WithEmbeddedKey().Header("kid", key.KeyId), TokenFailure.SignatureInvalid),
            Row("key set named (jku)", Token(issuer).SignedBy(attacker).Header("jku", "http://127.0.0.1:9/jwks"), TokenFailure.SignatureInvalid),
            Row("crit", Token(issuer).Header("crit", new JsonArray("b64")).Header("b64", true), TokenFailure.CriticalHeader),
            Row("a member twice", Token(issuer).RawPayload(Token(issuer).PayloadJson()[..^1] + ",\"sub\":\"root\"}"), TokenFailure.PayloadInvalid),
            Row("signature removed", Tamper.DropSignature(good), TokenFailure.Malformed),
            Row("one bit of the signature flipped", Tamper.FlipSignature(good), TokenFailure.SignatureInvalid),
            Row("signature cut short", Tamper.CutSignature(good), TokenFailure.SignatureInvalid),
            Row("another payload under the signature", Tamper.SwapPayload(good, Token(issuer).PayloadJson()), TokenFailure.SignatureInvalid),
            Row("garbage behind the signature", good + "AAAA", TokenFailure.SignatureInvalid),
            Row("padding behind the signature", good + "=", TokenFailure.Malformed),
            Row("encrypted (five parts)", $"{good}.AAAA.AAAA", TokenFailure.Encrypted),
            Row("longer than 8 KiB", Token(issuer).Claim("padding", new string('x', 8 * 1024)), TokenFailure.TooLong),
        ];
    }

    private static FakeTokenBuilder Token(FakeTokenIssuer issuer) => People.Ada(issuer).Token();

    private static DemoRow Row(string name, FakeTokenBuilder token, TokenFailure reason) => Row(name, token.Build(), reason);

    private static DemoRow Row(string name, string token, TokenFailure reason) =>
        new($"forged: {name}", DemoRequest.Post("/orders/1/refund").Bearer(token), Outcome.BadToken, reason);
}
