using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Names every setting of Vault that cannot be, at the start.</summary>
internal sealed class VaultValidator(IEnumerable<VaultRegistration> vaults, IEnumerable<VaultMountRegistration> mounts) : IValidateOptions<SecretsOptions>
{
    private const int LeastBytes = 4 * 1024;
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var vault in vaults)
        {
            Check(vault.Options, result);
        }

        var names = vaults.Select(static one => one.Options.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var mount in mounts)
        {
            CheckPath(mount.Mount, $"the mount '{mount.Mount}' of {mount.Vault}", result);
            if (!names.Contains(mount.Vault))
            {
                result.AddError($"There is no Vault '{mount.Vault}', which the mount '{mount.Mount}' is named of; add it with AddVault.");
            }
        }

        return result.Build();
    }

    /// <summary>Whether a text can be part of a path: as a name of a secret, nothing in it leads elsewhere.</summary>
    public static bool IsPath(string? text) => SecretRef.TryParse($"{SecretRef.Prefix}vault/{text}", out var reference) && reference.Field is null;

    private static void Check(VaultOptions vault, ValidateOptionsResultBuilder result)
    {
        if (FaultOf(vault.Address) is { } fault)
        {
            result.AddError(fault, $"{vault.Name}.{nameof(vault.Address)}");
        }

        if (vault.Login is null)
        {
            result.AddError("is missing; name how this service proves itself, such as VaultLogin.Kubernetes(\"orders\").", $"{vault.Name}.{nameof(vault.Login)}");
        }
        else
        {
            CheckPath(vault.Login.Mount, $"{vault.Name}.{nameof(vault.Login)}: its mount", result);
        }

        CheckPath(vault.Mount, $"{vault.Name}.{nameof(vault.Mount)}", result);
        if (vault.Namespace is { } space)
        {
            CheckPath(space.TrimEnd('/'), $"{vault.Name}.{nameof(vault.Namespace)}", result);
        }

        if (vault.CertificateAuthoritiesFile is { } file && !File.Exists(file))
        {
            result.AddError($"is '{file}', which is no file.", $"{vault.Name}.{nameof(vault.CertificateAuthoritiesFile)}");
        }

        if (vault.RequestTimeout < ShortestTimeout || vault.RequestTimeout > LongestTimeout)
        {
            result.AddError($"is {vault.RequestTimeout}; use {ShortestTimeout} to {LongestTimeout}.", $"{vault.Name}.{nameof(vault.RequestTimeout)}");
        }

        if (vault.MaxResponseBytes is < LeastBytes or > MostBytes)
        {
            result.AddError($"is {vault.MaxResponseBytes}; use {LeastBytes} to {MostBytes}.", $"{vault.Name}.{nameof(vault.MaxResponseBytes)}");
        }
    }

    private static void CheckPath(string path, string setting, ValidateOptionsResultBuilder result)
    {
        if (!IsPath(path))
        {
            result.AddError("is no path of Vault: parts of ASCII letters, digits and '_.-+=@' with '/' in between, none of which begins with '..' or is '.'.", setting);
        }
    }

    private static string? FaultOf(Uri? address) => address switch
    {
        null => "is missing; name it as https://vault.internal:8200.",
        { IsAbsoluteUri: false } => "is not absolute; name it as https://vault.internal:8200.",
        _ when address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback) => $"begins with '{address.Scheme}'; use https, or http to a loopback address.",
        _ when address.UserInfo.Length > 0 => "holds a user name or password; the login proves this service.",
        _ when address.Query.Length > 0 || address.Fragment.Length > 0 => "ends with a query or a fragment.",
        _ => null,
    };
}
