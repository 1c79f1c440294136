namespace ZeroTrust.Security.Tokens.Options;

/// <summary>What settings that refer to secrets need.</summary>
internal static class ReferenceRule
{
    public const string NoSecrets = "refers to a secret, and there are no stores of secrets; call AddSecrets.";
}
