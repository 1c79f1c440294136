using System.Text.Json.Nodes;

namespace ZeroTrust.Security.ThrowProbe.Cases;

/// <summary>Good tokens in every form that is taken.</summary>
internal static partial class TokenCases
{
    /// <summary>Tokens that must be accepted, whatever the culture and the time zone.</summary>
    public static IReadOnlyList<TokenCase> Good(TokenForge forge)
    {
        List<TokenCase> good = [new("good", TokenFailure.None, forge.Sign()), new("good: no kid", TokenFailure.None, forge.Sign(forge.HeaderWithout("kid")))];
        foreach (var type in new[] { "at+jwt", "AT+JWT", "At+Jwt", "application/at+jwt", "APPLICATION/AT+JWT", "JWT", "jwt" })
        {
            good.Add(new($"good: typ {type}", TokenFailure.None, forge.Sign(forge.HeaderWith("typ", type))));
        }

        foreach (var (name, json) in new[]
        {
            ("exp", $"{Text(forge.Now + 1)}.5"), ("exp", $"{Text(forge.Now - 29)}"), ("exp", $"{Text(forge.Now / 10)}e1"), ("nbf", $"{Text(forge.Now + 29)}.5"), ("nbf", $"{Text(forge.Now - 1)}.25"), ("iat", $"{Text(forge.Now + 30)}"),
            ("x", "1.5"), ("x", "12345.678"), ("x", "-0"), ("x", "1e-5"), ("x", "[null,true,{\"a\":[]}]"),
        })
        {
            good.Add(Time(forge, name, json, TokenFailure.None) with { Name = $"good: {name} {json}" });
        }

        foreach (var subject in new[] { "I\u0131i\u0130", "\u0661\u0662\u0663", "e\u0301", "\u00e9", "\u202e", "\ud83d\ude00", "a b", "Stra\u00dfe" })
        {
            good.Add(new($"good: sub {Codes(subject)}", TokenFailure.None, forge.Sign(payload: forge.PayloadWith("sub", subject))));
        }

        good.Add(new("good: several audiences", TokenFailure.None, forge.Sign(payload: forge.PayloadWith("aud", new JsonArray("shop", ProbeHost.Audience)))));
        return good;
    }
}
