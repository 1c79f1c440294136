using System.Globalization;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.ThrowProbe.Cases;

/// <summary>Claims that are missing, of another type, or say what this service does not take (RFC 7519 §4.1).</summary>
internal static partial class TokenCases
{
    private static readonly (string Name, string Types)[] Registered =
        [("iss", "s"), ("sub", "s"), ("aud", "sa"), ("exp", "n"), ("nbf", "n"), ("iat", "n"), ("jti", "s"), ("client_id", "s"), ("scope", "sa"), ("act", "o")];

    private static IEnumerable<TokenCase> ClaimTypes(TokenForge forge)
    {
        foreach (var (name, types) in Registered)
        {
            foreach (var (type, json) in new[] { ("s", "\"1\""), ("n", "1"), ("b", "true"), ("b", "false"), ("z", "null"), ("o", "{}"), ("a", "[1]"), ("a", "[[]]"), ("a", "[null]") })
            {
                if (!types.Contains(type, StringComparison.Ordinal) || json.StartsWith('['))
                {
                    yield return new($"claim type: {name} is {json}", TokenFailure.PayloadInvalid, forge.Sign(payload: forge.PayloadWith(name, JsonNode.Parse(json))));
                }
            }
        }
    }

    private static IEnumerable<TokenCase> Issuers(TokenForge forge)
    {
        yield return new("iss: missing", TokenFailure.IssuerMissing, forge.Sign(payload: forge.PayloadWithout("iss")));
        yield return new("iss: empty", TokenFailure.IssuerMissing, forge.Sign(payload: forge.PayloadWith("iss", "")));
        const string issuer = ProbeHost.UsersIssuer;
        string[] others =
        [
            $"{issuer}/", $"{issuer} ", $" {issuer}", issuer.ToUpperInvariant(), issuer[..^1], $"{issuer}x", issuer.Replace("https", "http", StringComparison.Ordinal), $"{issuer}\u200d", $"{issuer}\u00ad",
            issuer.Replace('i', '\u0131'), issuer.Replace('s', '\u017f'), issuer.Replace("e", "e\u0301", StringComparison.Ordinal), $"{issuer}?", $"{issuer}#", $"{issuer}:443", "users", "issuer.example", "*", "\u202e" + issuer,
        ];
        foreach (var other in others)
        {
            yield return new($"iss: {Codes(other)}", TokenFailure.IssuerUnknown, forge.Sign(payload: forge.PayloadWith("iss", other)));
        }
    }

    private static IEnumerable<TokenCase> Types(TokenForge forge)
    {
        foreach (var type in new[] { "id+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt", "vc+jwt", "at", "at+jwt ", "application/", "application/jwt", "at+jw\u0074\u0000", "at\uff0bjwt", "", "*", "appl\u0131cation/at+jwt" })
        {
            var forged = forge.Sign(forge.HeaderWith("typ", type));
            yield return new($"typ: {Codes(type)}", type.Contains('\0', StringComparison.Ordinal) ? TokenFailure.HeaderInvalid : TokenFailure.TypeRefused, forged);
        }

        foreach (var (name, value) in new (string, JsonNode)[] { ("at_hash", "x"), ("c_hash", "x"), ("nonce", "x"), ("typ", "ID"), ("typ", "Refresh") })
        {
            yield return new($"legacy typ: {name} {value}", TokenFailure.NotAnAccessToken, forge.Sign(forge.HeaderWith("typ", "JWT"), forge.PayloadWith(name, value)));
        }

        yield return new("legacy typ: no client", TokenFailure.NotAnAccessToken, forge.Sign(forge.HeaderWithout("typ"), forge.PayloadWithout("client_id")));
        yield return new("legacy typ: audience is the client", TokenFailure.NotAnAccessToken, forge.Sign(forge.HeaderWith("typ", "JWT"), forge.PayloadWith("client_id", ProbeHost.Audience)));
    }

    private static IEnumerable<TokenCase> Audiences(TokenForge forge)
    {
        yield return new("aud: missing", TokenFailure.AudienceMissing, forge.Sign(payload: forge.PayloadWithout("aud")));
        yield return new("aud: empty", TokenFailure.AudienceMissing, forge.Sign(payload: forge.PayloadWith("aud", "")));
        yield return new("aud: no element", TokenFailure.AudienceMissing, forge.Sign(payload: forge.PayloadWith("aud", new JsonArray())));
        foreach (var other in new[] { "Orders", "ORDERS", "orders/", "orders ", " orders", "order", "orderss", "orders,shop", "orders shop", "*", "or\u0064ers\u200b", "\u043erders", "https://orders" })
        {
            yield return new($"aud: {Codes(other)}", TokenFailure.AudienceMismatch, forge.Sign(payload: forge.PayloadWith("aud", other)));
            yield return new($"aud: [{Codes(other)}]", TokenFailure.AudienceMismatch, forge.Sign(payload: forge.PayloadWith("aud", new JsonArray(other, "shop"))));
        }
    }

    private static IEnumerable<TokenCase> Times(TokenForge forge)
    {
        var now = forge.Now;
        yield return new("exp: missing", TokenFailure.ExpiryMissing, forge.Sign(payload: forge.PayloadWithout("exp")));
        foreach (var odd in new[] { "-1", "1e308", "1e300", "253402300800", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "-0.5" })
        {
            yield return Time(forge, "exp", odd, TokenFailure.TimesInvalid);
            yield return Time(forge, "nbf", odd, TokenFailure.TimesInvalid);
            yield return Time(forge, "iat", odd, TokenFailure.TimesInvalid);
        }

        foreach (var late in new[] { 30L, 31, 3600, 1_000_000 })
        {
            yield return Time(forge, "exp", Text(now - late), TokenFailure.Expired);
        }

        yield return Time(forge, "exp", $"{Text(now - 30)}.9", TokenFailure.Expired);
        yield return Time(forge, "exp", "0", TokenFailure.Expired);
        yield return Time(forge, "nbf", Text(now + 31), TokenFailure.NotYetValid);
        yield return Time(forge, "nbf", $"{Text(now + 30)}.1", TokenFailure.NotYetValid);
        yield return Time(forge, "nbf", Text(now + 301), TokenFailure.TimesInvalid);
        yield return Time(forge, "iat", Text(now + 31), TokenFailure.IssuedInFuture);
        yield return Time(forge, "iat", Text(now - 3600 - 31), TokenFailure.TooOld);
        yield return new("iat: missing", TokenFailure.TooOld, forge.Sign(payload: forge.PayloadWithout("iat")));
        yield return Time(forge, "exp", Text(now + (10L * 365 * 86400)), TokenFailure.LifetimeTooLong);
    }

    private static IEnumerable<TokenCase> RequiredClaims(TokenForge forge)
    {
        foreach (var name in new[] { "sub", "jti" })
        {
            yield return new($"{name}: missing", TokenFailure.ClaimMissing, forge.Sign(payload: forge.PayloadWithout(name)));
            yield return new($"{name}: empty", TokenFailure.ClaimMissing, forge.Sign(payload: forge.PayloadWith(name, "")));
        }

        foreach (var scope in new[] { "a  b", " a", "a ", "a\tb", "a\u00a0b" })
        {
            yield return new($"scope: {Codes(scope)}", TokenFailure.ClaimInvalid, forge.Sign(payload: forge.PayloadWith("scope", scope)));
        }

        foreach (var (name, json) in new[] { ("scope", "[\"a\"]"), ("roles", "[1]"), ("roles", "{}"), ("roles", "true"), ("permissions", "{}"), ("permissions", "[[]]"), ("tenant", "1"), ("tenant", "[\"a\"]") })
        {
            yield return new($"{name}: {json}", TokenFailure.ClaimInvalid, forge.Sign(payload: forge.PayloadWith(name, JsonNode.Parse(json))));
        }

        foreach (var binding in new[] { "{}", "{\"jkt\":\"x\"}", "{\"x5t#S256\":\"x\"}", "{\"jwk\":{}}" })
        {
            yield return new($"cnf: {binding}", TokenFailure.BindingUnproven, forge.Sign(payload: forge.PayloadWith("cnf", JsonNode.Parse(binding))));
        }

        var service = forge.PayloadWith("iss", ProbeHost.ServicesIssuer);
        service["sub"] = "shipping";
        service["client_id"] = "shipping";
        yield return new("service: outside the issuer's bounds", TokenFailure.OutsideTrust, forge.Sign(payload: service));
    }

    private static TokenCase Time(TokenForge forge, string name, string json, TokenFailure expected) =>
        new($"{name}: {json}", expected, forge.SignText(forge.Header().ToJsonString(), Replaced(forge.Payload(), name, json)));

    // As text, because a node would write the number in its own way.
    private static string Replaced(JsonObject payload, string name, string json)
    {
        payload.Remove(name);
        return $"{payload.ToJsonString()[..^1]},\"{name}\":{json}}}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
