namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>A token, or why there is none.</summary>
/// <param name="Value">The token; it belongs to whoever asked.</param>
/// <param name="Grant">What Vault says of it.</param>
/// <param name="Problem">Why there is none.</param>
internal readonly record struct LoginResult(Secret? Value, TokenGrant Grant, SecretResult Problem)
{
    public static LoginResult Failed(SecretResult problem) => new(null, default, problem);
}
