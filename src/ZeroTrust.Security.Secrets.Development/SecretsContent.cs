namespace ZeroTrust.Security.Secrets.Development;

/// <summary>What a file of secrets says: by name, what each is made of.</summary>
internal sealed class SecretsContent
{
    public Dictionary<string, StoredSecret> Secrets { get; } = new(StringComparer.Ordinal);
}
