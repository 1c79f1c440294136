namespace ZeroTrust.Security;

/// <summary>How an HTTP client proves itself with a secret, and to whom.</summary>
public sealed class SecretCredentialOptions
{
    /// <summary>How the credential stands in a request.</summary>
    /// <value><see cref="SecretCredentialKind.Bearer"/> by default.</value>
    public SecretCredentialKind Kind { get; set; }

    /// <summary>The header, for <see cref="SecretCredentialKind.Header"/>.</summary>
    /// <value>A field name of HTTP (RFC 9110 §5.1); <c>X-Api-Key</c> by default.</value>
    public string HeaderName { get; set; } = "X-Api-Key";

    /// <summary>The field of the secret with the user name, for <see cref="SecretCredentialKind.Basic"/>. Both are of one version of the secret.</summary>
    /// <value><c>username</c> by default.</value>
    public string UserNameField { get; set; } = "username";

    /// <summary>The field of the secret with the password, for <see cref="SecretCredentialKind.Basic"/>.</summary>
    /// <value><c>password</c> by default.</value>
    public string PasswordField { get; set; } = "password";

    /// <summary>The hosts that the credential goes to, as <c>host</c> or <c>host:port</c>; without a port the scheme's own is meant.</summary>
    /// <value>Empty by default: host and port of the HTTP client's <see cref="HttpClient.BaseAddress"/>.</value>
    public IList<string> Hosts { get; } = [];
}
