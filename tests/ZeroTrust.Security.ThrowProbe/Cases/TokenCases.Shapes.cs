using System.Text;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.ThrowProbe.Cases;

/// <summary>What is no compact JWS at all, or none that is canonical (RFC 7515 §2, §7.1; RFC 4648 §3.5).</summary>
internal static partial class TokenCases
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly string[] NotBase64Url =
        ["=", "==", " ", "\n", "\r\n", "\t", "+", "/", "%3D", "%", "\u00e9", "\0", "\uff45", "\u200b", ",", ";", "\ufeff", "\ud800"];

    private static IEnumerable<TokenCase> Shapes(TokenForge forge)
    {
        var good = forge.Sign();
        var parts = good.Split('.');
        string[] noTokens =
        [
            "", ".", "..", "...", "a", "a.b", "a.b.c.d", "null", "{}", $"Bearer {good}", $"{good}.", $".{good}", parts[0], $"{parts[0]}.{parts[1]}",
            $".{parts[1]}.{parts[2]}", $"{parts[0]}..{parts[2]}", $"{parts[0]}.{parts[1]}.", new('.', 4000), new('a', 4000),
            $"{{\"payload\":\"{parts[1]}\",\"protected\":\"{parts[0]}\",\"signature\":\"{parts[2]}\"}}",
        ];
        foreach (var text in noTokens)
        {
            yield return new($"shape: {text.Length} characters {(text.Length > 30 ? text[..30] : text)}", TokenFailure.Malformed, text);
        }

        yield return new("shape: five parts", TokenFailure.Encrypted, "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AAAA.AAAA.AAAA.AAAA");
        yield return new("shape: too long", TokenFailure.TooLong, forge.Sign(payload: forge.PayloadWith("fill", new string('x', 8000))));
        yield return new("shape: dots without end", TokenFailure.TooLong, new string('.', 1024 * 1024));
        foreach (var odd in Encodings(parts))
        {
            yield return odd;
        }

        yield return new("shape: signature cut", TokenFailure.SignatureInvalid, Tamper.CutSignature(good));
    }

    private static IEnumerable<TokenCase> Encodings(string[] parts)
    {
        foreach (var odd in NotBase64Url)
        {
            for (var part = 0; part < 3; part++)
            {
                foreach (var at in new[] { 0, parts[part].Length / 2, parts[part].Length })
                {
                    var changed = (string[])parts.Clone();
                    changed[part] = changed[part].Insert(at, odd);
                    yield return new($"base64url: {Codes(odd)} at {at} of part {part}", TokenFailure.Malformed, string.Join('.', changed));
                }
            }
        }

        // Five characters stand for three bytes and six bits of nothing.
        yield return new("base64url: a length that encodes nothing", TokenFailure.Malformed, $"{parts[0]}.{parts[1]}.{parts[2][..^1]}");

        // A signature of 64 bytes leaves four bits of its last character unused: one form of 16 is canonical.
        for (var bits = 1; bits < 16; bits++)
        {
            var last = Alphabet[Alphabet.IndexOf(parts[2][^1], StringComparison.Ordinal) + bits];
            yield return new($"base64url: unused bits {bits}", TokenFailure.Malformed, $"{parts[0]}.{parts[1]}.{parts[2][..^1]}{last}");
        }
    }

    private static string Codes(string text) => string.Join(' ', text.Select(static c => ((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)));
}
