namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The form of one scope (RFC 6749 §3.3): visible ASCII without quotation mark and backslash.</summary>
internal static class ScopeToken
{
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= 256 } && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && text.AsSpan().IndexOfAny('"', '\\') < 0;
}
