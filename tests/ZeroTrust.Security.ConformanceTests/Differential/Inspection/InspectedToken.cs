using System.Text.RegularExpressions;

namespace ZeroTrust.Security.ConformanceTests.Differential.Inspection;

/// <summary>What a token is, found without any code of ours (see <see cref="InspectedJson"/>).</summary>
internal sealed partial class InspectedToken
{
    public InspectedToken(TestWorld world, string text)
    {
        Parts = text.Split('.');
        IsCanonical = Parts.Length == 3 && Parts.All(IsCanonicalPart);
        HeaderBytes = Parts.Length > 0 ? Decode(Parts[0]) : [];
        Header = new(HeaderBytes);
        Payload = new(Parts.Length > 1 ? Decode(Parts[1]) : []);
        SignatureBytes = Parts.Length > 2 ? Decode(Parts[2]) : [];
        Issuer = world.Issuers.FirstOrDefault(issuer => issuer.Identifier == Payload.Text("iss"));
        Key = Issuer?.Keys.FirstOrDefault(key => key.KeyId == Header.Text("kid"));
    }

    public string[] Parts { get; }

    /// <summary>Whether there are three parts, none empty, each the one way to write its bytes in base64url.</summary>
    public bool IsCanonical { get; }

    public byte[] HeaderBytes { get; }

    public byte[] SignatureBytes { get; }

    public InspectedJson Header { get; }

    public InspectedJson Payload { get; }

    /// <summary>The issuer that the token names; null when it is not trusted.</summary>
    public TestIssuer? Issuer { get; }

    /// <summary>The key of that issuer that the token names; null when it names none of them.</summary>
    public TestKey? Key { get; }

    /// <summary>Decodes as leniently as any decoder would: blanks, padding and unused bits do not matter.</summary>
    private static byte[] Decode(string part)
    {
        var text = NotBase64Url().Replace(part, "").Replace('-', '+').Replace('_', '/');
        text = text.Length % 4 == 1 ? text[..^1] : text;
        return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
    }

    private static bool IsCanonicalPart(string part) =>
        part.Length > 0 && !NotBase64Url().IsMatch(part) && part.Length % 4 != 1
        && Convert.ToBase64String(Decode(part)).TrimEnd('=').Replace('+', '-').Replace('/', '_') == part;

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotBase64Url();
}
