namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>One issuer that both sides trust, with the settings both are given.</summary>
internal sealed record TestIssuer(
    string Name, string Identifier, IReadOnlyList<string> Audiences, IReadOnlyList<string> Algorithms, bool LegacyTypes, IReadOnlyList<TestKey> Keys)
{
    public string KeySet => $$"""{"keys":[{{string.Join(',', Keys.Select(static key => key.ToJwk()))}}]}""";

    /// <summary>Whether a <c>typ</c> is one that this issuer's tokens may have; ASCII case does not matter (RFC 7515 §4.1.9).</summary>
    public bool AllowsType(string? type) =>
        string.Equals(type, "at+jwt", StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, "application/at+jwt", StringComparison.OrdinalIgnoreCase)
        || (LegacyTypes && (type is null || string.Equals(type, "JWT", StringComparison.OrdinalIgnoreCase)));
}
