using ZeroTrust.Security.Secrets.Vault;

namespace ZeroTrust.Security;

/// <summary>
/// How a service proves itself to Vault. What it proves itself with is a file that is read for each login, so that it may be replaced; the token that Vault gives is renewed before two thirds of its life, and had anew where it
/// can be renewed no more, or Vault no longer takes it.
/// </summary>
public sealed record VaultLogin
{
    private const string ServiceAccountFile = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private VaultLogin(VaultLoginKind kind, string file, string mount, string role)
    {
        Kind = kind;
        File = file;
        Mount = mount;
        Role = role;
    }

    /// <summary>The file that is read for each login.</summary>
    /// <value>A full path.</value>
    public string File { get; }

    /// <summary>Whether the file may be one that every user of the machine can read, as a mount of Kubernetes makes it unless it says <c>defaultMode: 0440</c>. One that others than its owner can write is never taken.</summary>
    /// <value><see langword="false"/> by default; <see langword="true"/> for the token of a service account.</value>
    public bool AllowFileReadableByEveryone { get; init; }

    /// <summary>
    /// Whether the file of an AppRole holds a wrapping token instead of the secret ID (<c>vault write -wrap-ttl=60s -f auth/approle/role/orders/secret-id</c>). It is unwrapped once, at the first login, and the secret ID stays in memory: one that
    /// somebody else has unwrapped before is told from one that is good. Whoever restarts the service puts a new one there.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsSecretIdWrapped { get; init; }

    internal VaultLoginKind Kind { get; }

    internal string Mount { get; }

    internal string Role { get; }

    /// <summary>By a token that somebody else keeps in a file, such as Vault Agent.</summary>
    /// <param name="file">The file. It is read anew when the token in use is over or taken no more.</param>
    /// <returns>The login. The token is renewed, and not revoked at the end: it is not the service's own.</returns>
    public static VaultLogin TokenFile(string file) => new(VaultLoginKind.TokenFile, FullPath(file), "token", "");

    /// <summary>By AppRole: a role ID, and a secret ID in a file.</summary>
    /// <param name="roleId">The role ID.</param>
    /// <param name="secretIdFile">The file with the secret ID.</param>
    /// <param name="mount">Where the method is mounted, below <c>auth/</c>.</param>
    /// <returns>The login.</returns>
    public static VaultLogin AppRole(string roleId, string secretIdFile, string mount = "approle")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(roleId);
        ArgumentNullException.ThrowIfNull(mount);
        return new(VaultLoginKind.AppRole, FullPath(secretIdFile), mount, roleId);
    }

    /// <summary>By the token of a service account of Kubernetes; a mount of the method <c>jwt</c>, whose login is the same, does as well.</summary>
    /// <param name="role">The role of the method.</param>
    /// <param name="mount">Where the method is mounted, below <c>auth/</c>.</param>
    /// <param name="tokenFile">The file with the token, which the kubelet replaces before it ends.</param>
    /// <returns>The login.</returns>
    public static VaultLogin Kubernetes(string role, string mount = "kubernetes", string tokenFile = ServiceAccountFile)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        ArgumentNullException.ThrowIfNull(mount);
        return new(VaultLoginKind.Kubernetes, FullPath(tokenFile), mount, role) { AllowFileReadableByEveryone = true };
    }

    /// <summary>The method, and nothing else of it.</summary>
    /// <returns>Such as <c>AppRole</c>.</returns>
    public override string ToString() => Kind.ToString();

    private static string FullPath(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        return Path.GetFullPath(file);
    }
}
