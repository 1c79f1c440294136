namespace ZeroTrust.Security;

/// <summary>
/// Who sent a request, as proven: a user, a service, or both. Immutable and shared by all requests that carry the same token.
/// </summary>
public sealed class Caller
{
    /// <summary>The caller of a request without a credential: no user, no service, no permission.</summary>
    /// <value>One shared instance.</value>
    public static Caller Anonymous { get; } = new();

    /// <summary>Whether a user or a service is proven.</summary>
    /// <value><see langword="false"/> only for a request without a credential.</value>
    public bool IsAuthenticated => User is not null || Service is not null;

    /// <summary>The user on whose behalf the request is made.</summary>
    /// <value>Null when a service speaks for itself, or for an anonymous caller.</value>
    public UserIdentity? User { get; init; }

    /// <summary>The service that sent the request, proven by its own credential.</summary>
    /// <value>Null when only a user is proven; a user token's client is <see cref="Client"/> and proves no service.</value>
    public ServiceIdentity? Service { get; init; }

    /// <summary>The OAuth client the token was issued to (<c>client_id</c>, <c>azp</c>, <c>appid</c> or <c>cid</c>; RFC 9068 §2.2).</summary>
    /// <value>Null when the token names none. Recorded, and compared by <c>RequireClient</c>; never satisfies <c>AllowCallers</c>.</value>
    public string? Client { get; init; }

    /// <summary>The tenant that the token names under the issuer's tenant claim.</summary>
    /// <value>Null when missing, empty, or outside what the issuer may assert; null satisfies no tenant rule.</value>
    public string? Tenant { get; init; }

    /// <summary>What the caller may do: permissions, scopes and roles within the bounds of its issuer, and what the role table adds.</summary>
    /// <value><see cref="PermissionSet.Empty"/> for an anonymous caller.</value>
    public PermissionSet Permissions { get; init; } = PermissionSet.Empty;

    /// <summary>A short form for logs: the identity, never a claim value beyond it.</summary>
    /// <returns>Such as <c>user 'alice' of 'corporate'</c>.</returns>
    public override string ToString() => (User, Service) switch
    {
        // What the service says of others comes last: whatever it is, who is proven stands before it, and a cut leaves that.
        ({ } user, { Through.Count: > 0 } service) =>
            $"service '{service.Name}' for user '{user.Subject}' of '{user.IssuerName}', as it says through '{string.Join("', '", service.Through)}'",
        ({ } user, { } service) => $"service '{service.Name}' for user '{user.Subject}' of '{user.IssuerName}'",
        ({ } user, null) => $"user '{user.Subject}' of '{user.IssuerName}'",
        (null, { } service) => $"service '{service.Name}'",
        _ => "anonymous",
    };
}
