using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security;

/// <summary>Says of one HTTP request what its token is to say; for clients with <see cref="ZeroTrustServiceTokenExtensions.AddServiceToken"/>.</summary>
public static class ServiceTokenRequestExtensions
{
    /// <summary>Makes the call for a user: the token has the user as its subject and this service as the actor.</summary>
    /// <param name="request">The request.</param>
    /// <param name="user">The user, as proven to this service. A source that cannot speak for a user refuses the call.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static HttpRequestMessage ForUser(this HttpRequestMessage request, DelegatedUser user)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(user);

        request.Options.Set(CallOptions.User, user);
        return request;
    }

    /// <summary>Makes the call about a tenant, which the token names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant. A source that cannot name one refuses the call.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException"><paramref name="tenant"/> is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static HttpRequestMessage ForTenant(this HttpRequestMessage request, string tenant)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(tenant);

        request.Options.Set(CallOptions.Tenant, tenant);
        return request;
    }
}
