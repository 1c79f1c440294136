namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Makes one caller of who is proven already and the service that a companion proof names.</summary>
internal static class CallerCombination
{
    /// <summary>
    /// The service is the companion's; user, client, tenant and permissions stay those of who is proven, so that nothing is summed.
    /// Null when the two name different services.
    /// </summary>
    public static Caller? Combine(Caller proven, Caller companion)
    {
        if (!proven.IsAuthenticated)
        {
            return companion;
        }

        return proven.Service is { } service && !string.Equals(service.Name, companion.Service?.Name, StringComparison.Ordinal)
            ? null
            : new()
            {
                User = proven.User,
                Service = companion.Service,
                Client = proven.Client,
                Tenant = proven.Tenant,
                Permissions = proven.Permissions,
            };
    }
}
