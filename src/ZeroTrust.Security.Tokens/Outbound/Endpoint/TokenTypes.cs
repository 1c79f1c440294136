namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The kinds of token in an exchange (RFC 8693 §3).</summary>
internal static class TokenTypes
{
    public const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
    public const string Jwt = "urn:ietf:params:oauth:token-type:jwt";
}
