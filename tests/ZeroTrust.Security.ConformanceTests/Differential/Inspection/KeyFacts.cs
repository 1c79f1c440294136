using System.Text;

namespace ZeroTrust.Security.ConformanceTests.Differential.Inspection;

/// <summary>Who signed a token.</summary>
internal static class KeyFacts
{
    /// <summary>Whether the signature is by none of the keys that may have made it.</summary>
    public static bool IsSignedByAnother(InspectedToken token)
    {
        if (token.Issuer is not { } issuer || !token.IsCanonical)
        {
            return false;
        }

        var signingInput = Encoding.ASCII.GetBytes($"{token.Parts[0]}.{token.Parts[1]}");
        return !issuer.Keys.Any(key =>
            (token.Key is null || token.Key == key) && key.Algorithm == token.Header.Text("alg") && key.Verify(signingInput, token.SignatureBytes));
    }
}
