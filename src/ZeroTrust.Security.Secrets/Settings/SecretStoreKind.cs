namespace ZeroTrust.Security.Secrets.Settings;

/// <summary>The stores that configuration can add.</summary>
internal enum SecretStoreKind
{
    Files,
    Environment,
    Chain,
}
