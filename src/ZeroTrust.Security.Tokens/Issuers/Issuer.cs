namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>One trusted issuer: its settings and its keys, always used together (RFC 8725 §3.8).</summary>
internal sealed record Issuer(IssuerProfile Profile, IIssuerKeys Keys);
