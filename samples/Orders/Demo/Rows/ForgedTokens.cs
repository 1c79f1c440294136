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
            Row("alg none, no signature", Token(issuer).WithoutSignature()),
            Row("alg nOnE, with a signature", Token(issuer).Header("alg", "nOnE")),
            Row("alg in lower case", Token(issuer).Header("alg", "es256")),
            Row("alg of another family than the key", Token(issuer).Header("alg", "RS256")),
            Row("HS256 with the public key (PEM) as secret", Token(issuer).SignedWithSecret(Encoding.ASCII.GetBytes(key.PublicPem()))),
            Row("HS256 with the public key (DER) as secret", Token(issuer).SignedWithSecret(key.PublicDer())),
            Row("signed with another key under a known kid", Token(issuer).SignedBy(attacker)),
            Row("unknown kid", Token(issuer).Header("kid", "nobody-published-this")),
            Row("attacker's key embedded (jwk)", Token(issuer).WithEmbeddedKey()),
            Row("attacker's key embedded, under a known kid", Token(issuer).WithEmbeddedKey().Header("kid", key.KeyId)),
            Row("attacker's key set named (jku)", Token(issuer).SignedBy(attacker).Header("jku", "http://127.0.0.1:9/jwks")),
            Row("crit", Token(issuer).Header("crit", new JsonArray("b64")).Header("b64", true)),
            Row("a member twice", Token(issuer).RawPayload(Token(issuer).PayloadJson()[..^1] + ",\"sub\":\"root\"}")),
            Row("signature removed", Tamper.DropSignature(good)),
            Row("one bit of the signature flipped", Tamper.FlipSignature(good)),
            Row("signature cut short", Tamper.CutSignature(good)),
            Row("another payload under the signature", Tamper.SwapPayload(good, Token(issuer).PayloadJson())),
            Row("garbage behind the signature", good + "AAAA"),
            Row("padding behind the signature", good + "="),
            Row("encrypted: five parts", $"{good}.AAAA.AAAA"),
            Row("longer than 8 KiB", Token(issuer).Claim("padding", new string('x', 8 * 1024))),
        ];
    }

    private static FakeTokenBuilder Token(FakeTokenIssuer issuer) => People.Ada(issuer).Token();

    private static DemoRow Row(string name, FakeTokenBuilder token) => Row(name, token.Build());

    private static DemoRow Row(string name, string token) =>
        new($"forged: {name}", DemoRequest.Post("/orders/1/refund").Bearer(token), Outcome.BadToken);
}
