namespace ZeroTrust.Security.Tokens.Options;

/// <summary>One issuer under validation.</summary>
/// <param name="Name">Its configured name.</param>
/// <param name="Options">Its settings.</param>
/// <param name="All">The settings it is part of.</param>
/// <param name="Faults">Where its faults go.</param>
internal readonly record struct IssuerEntry(string Name, IssuerOptions Options, ZeroTrustOptions All, SettingFaults Faults)
{
    /// <summary>Whether other issuers are trusted beside it.</summary>
    public bool HasOthers => All.Issuers.Count > 1;
}
