namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>One request of Vault's HTTP API. Its path is made of mounts and names that were checked, and of words of this library.</summary>
/// <param name="Operation">Which one, for measurements.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">What follows <c>/v1/</c>.</param>
/// <param name="Body">JSON to send; null for none. It belongs to whoever made it.</param>
internal readonly record struct VaultCall(VaultOperation Operation, HttpMethod Method, string Path, PinnedBuffer? Body = null)
{
    public static VaultCall Get(VaultOperation operation, string path) => new(operation, HttpMethod.Get, path);

    public static VaultCall Post(VaultOperation operation, string path, PinnedBuffer? body = null) => new(operation, HttpMethod.Post, path, body);
}
