namespace ZeroTrust.Security;

/// <summary>
/// How one client proves this service to another: what its tokens say, where they come from and which hosts they go to. Set in code, under
/// <c>ZeroTrust:ServiceClients:{name}</c>, or both: configuration wins. Read once, at the start.
/// </summary>
public sealed class ServiceClientOptions
{
    /// <summary>The service that is called: the <c>aud</c> of its tokens, or the <c>audience</c> that is asked for.</summary>
    /// <value>1 to 256 printable ASCII characters without spaces; never a pattern.</value>
    public string? Audience { get; set; }

    /// <summary>Where the tokens come from.</summary>
    /// <value><see cref="ServiceTokenSource.Minted"/> by default.</value>
    public ServiceTokenSource Source { get; set; }

    /// <summary>The hosts that the tokens go to, as <c>host</c> or <c>host:port</c>; without a port the scheme's own is meant.</summary>
    /// <value>Empty by default: host and port of the HTTP client's <see cref="HttpClient.BaseAddress"/>.</value>
    public IList<string> Hosts { get; } = [];

    /// <summary>The permissions in minted tokens, within what this service is granted.</summary>
    /// <value>Names such as <c>payments:charge</c>; empty by default.</value>
    public IList<string> Permissions { get; } = [];

    /// <summary>The tenant in minted tokens.</summary>
    /// <value>Null by default.</value>
    public string? Tenant { get; set; }

    /// <summary>How long minted tokens live.</summary>
    /// <value>00:00:10 to 00:15:00; null, the default, is what is configured for all.</value>
    public TimeSpan? Lifetime { get; set; }

    /// <summary>The scopes to ask an authorization server for (RFC 6749 §3.3).</summary>
    /// <value>Empty by default: what it gives without being asked.</value>
    public IList<string> Scopes { get; } = [];

    /// <summary>The token endpoint of the authorization server (RFC 6749 §3.2).</summary>
    /// <value>An <c>https</c> URL; <c>http</c> on loopback in Development.</value>
    public string? TokenEndpoint { get; set; }

    /// <summary>The identifier of this service at the authorization server.</summary>
    /// <value>Printable ASCII (RFC 6749 appendix A.1).</value>
    public string? ClientId { get; set; }

    /// <summary>How this service proves itself there.</summary>
    /// <value><see cref="ClientAuthentication.Basic"/> by default.</value>
    public ClientAuthentication Authentication { get; set; }

    /// <summary>A file that holds the client's secret. It is read for each request to the token endpoint, so that a rotated one counts at once; a line feed at its end is dropped.</summary>
    /// <value>A path, relative to the content root; not beside <see cref="Secret"/> or <see cref="SecretReference"/>.</value>
    public string? SecretFile { get; set; }

    /// <summary>Where the client's secret is kept. The one in force is taken for each request to the token endpoint. It needs <c>AddSecrets</c>.</summary>
    /// <value>Such as <c>secret://vault/orders#client-secret</c>; null by default. Not beside <see cref="Secret"/> or <see cref="SecretFile"/>.</value>
    public SecretRef? SecretReference { get; set; }

    /// <summary>Gives the client's secret, for each request to the token endpoint.</summary>
    /// <value>Null by default; not beside <see cref="SecretFile"/> or <see cref="SecretReference"/>, and only in code. Whoever gives the secret disposes it.</value>
    public Func<CancellationToken, ValueTask<Secret>>? Secret { get; set; }

    /// <summary>The <c>aud</c> of the signed statement (RFC 7523 §3).</summary>
    /// <value>As a rule the server's issuer; null, the default, is the <see cref="TokenEndpoint"/>.</value>
    public string? AssertionAudience { get; set; }

    /// <summary>What is asked for in place of <see cref="Audience"/> where a server knows <c>resource</c> (RFC 8707) and not <c>audience</c>.</summary>
    /// <value>An absolute URI without a fragment; null by default.</value>
    public string? Resource { get; set; }

    /// <summary>For an exchange: this service as the actor, by a token minted for this audience, as a rule the server's issuer (RFC 8693 §2.1).</summary>
    /// <value>Null, the default, sends no <c>actor_token</c>; not beside <see cref="ActorTokenFile"/>.</value>
    public string? ActorAudience { get; set; }

    /// <summary>For an exchange: this service as the actor, by the token in a file.</summary>
    /// <value>A path, relative to the content root; not beside <see cref="ActorAudience"/>.</value>
    public string? ActorTokenFile { get; set; }

    /// <summary>A PEM file of certificate authorities for the token endpoint, in place of the system's.</summary>
    /// <value>A path, relative to the content root; null by default.</value>
    public string? CertificateAuthoritiesFile { get; set; }

    /// <summary>For <see cref="ServiceTokenSource.File"/>: the file. It is read again every few seconds while the client is in use.</summary>
    /// <value>A path, relative to the content root.</value>
    public string? TokenFile { get; set; }
}
