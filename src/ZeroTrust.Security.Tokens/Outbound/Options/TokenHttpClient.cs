namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>An HTTP client that carries tokens; one singleton for each.</summary>
internal sealed record TokenHttpClient(string Name);
