using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security;

/// <summary>
/// Whom a service trusts, and what its roles mean. Bound from the <c>ZeroTrust</c> section, set in code, or both. Checked as a whole
/// at start; a reload replaces it as a whole or not at all.
/// </summary>
public sealed class ZeroTrustOptions
{
    /// <summary>The name of this service.</summary>
    /// <value>Null by default.</value>
    public string? Service { get; set; }

    /// <summary>The trusted issuers by a name of your choice, used in logs and by other settings.</summary>
    /// <value>At least one.</value>
    public IDictionary<string, IssuerOptions> Issuers { get; } = new Dictionary<string, IssuerOptions>(StringComparer.Ordinal);

    /// <summary>What each role grants: permissions, or patterns whose last segment is <c>*</c>.</summary>
    /// <value>Empty by default.</value>
    public IDictionary<string, IList<string>> Roles { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>
    /// Which services may use a permission, for endpoints with <c>AllowCallers()</c>: there a service that is not listed under every
    /// permission that the endpoint requires is refused, whatever it holds.
    /// </summary>
    /// <value>Service names by permission, compared ordinally; without wildcards. Empty by default, which lets no service in.</value>
    public IDictionary<string, IList<string>> Callers { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>The issuer within which <c>RequireOwner</c> compares subjects.</summary>
    /// <value>The name of a configured issuer; null, the default, is the only one of users.</value>
    public string? OwnerAuthority { get; set; }

    /// <summary>The issuer within which <c>RequireTenant</c> compares tenants.</summary>
    /// <value>The name of a configured issuer; null, the default, is the only one of users.</value>
    public string? TenantAuthority { get; set; }

    /// <summary>The longest token taken.</summary>
    /// <value>256 to 65,536 characters; 8,192 by default.</value>
    public int MaxTokenBytes { get; set; } = 8 * 1024;

    /// <summary>The longest token header taken, decoded.</summary>
    /// <value>64 to 65,536 bytes; 1,024 by default.</value>
    public int MaxHeaderBytes { get; set; } = 1024;

    /// <summary>How long a request waits for keys that are being fetched; then it is answered 503.</summary>
    /// <value>00:00:00 to 00:00:10; 00:00:02 by default.</value>
    public TimeSpan KeyWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many verified tokens are remembered, and how long.</summary>
    /// <value>Never null.</value>
    public TokenCacheOptions Cache { get; } = new();

    /// <summary>How revocations are shared with other processes.</summary>
    /// <value>Its defaults.</value>
    public RevocationOptions Revocation { get; } = new();

    /// <summary>The configuration section that was read, to name settings by; null when code alone sets them.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>What the configuration holds and nothing can take, for the validator.</summary>
    internal IList<SettingFault> Faults { get; } = [];

    /// <summary>Trusts an issuer that publishes a discovery document.</summary>
    /// <param name="name">A name of your choice.</param>
    /// <param name="authority">Its address, as <see cref="IssuerOptions.Authority"/>.</param>
    /// <param name="audience">The audience that names this service.</param>
    /// <returns>The issuer's settings, for more.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    public IssuerOptions TrustIssuer(string name, string authority, string audience)
    {
        ArgumentException.ThrowIfNullOrEmpty(authority);
        ArgumentException.ThrowIfNullOrEmpty(audience);
        return TrustIssuer(name, issuer =>
        {
            issuer.Authority = authority;
            issuer.Audiences.Add(audience);
        });
    }

    /// <summary>Trusts an issuer, or adds to the settings of one that is named already.</summary>
    /// <param name="name">A name of your choice.</param>
    /// <param name="configure">Sets the issuer up.</param>
    /// <returns>The issuer's settings, for more.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    public IssuerOptions TrustIssuer(string name, Action<IssuerOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);

        if (!Issuers.TryGetValue(name, out var issuer))
        {
            Issuers.Add(name, issuer = new IssuerOptions());
        }

        configure(issuer);
        return issuer;
    }

    /// <summary>Lists services in <see cref="Callers"/>, beside those that are listed already.</summary>
    /// <param name="permission">The permission, such as <c>payments:charge</c>.</param>
    /// <param name="services">The names of the services; none adds nobody.</param>
    /// <exception cref="ArgumentException"><paramref name="permission"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public void AllowCallers(string permission, params IEnumerable<string> services)
    {
        ArgumentException.ThrowIfNullOrEmpty(permission);
        ArgumentNullException.ThrowIfNull(services);
        var listed = Callers.TryGetValue(permission, out var given) ? given : [];
        Callers[permission] = [.. listed.Union(services, StringComparer.Ordinal)];
    }
}
