namespace ZeroTrust.Security.ThrowProbe.Cases;

/// <summary>Tokens of every failure class, and good ones of every form that is taken.</summary>
internal static partial class TokenCases
{
    /// <summary>Tokens that must be refused.</summary>
    public static IReadOnlyList<TokenCase> Bad(TokenForge forge) =>
    [
        .. Shapes(forge), .. Headers(forge), .. Payloads(forge), .. ClaimTypes(forge), .. Issuers(forge), .. Types(forge),
        .. Algorithms(forge), .. Audiences(forge), .. Times(forge), .. Keys(forge), .. Signatures(forge), .. RequiredClaims(forge),
    ];
}
