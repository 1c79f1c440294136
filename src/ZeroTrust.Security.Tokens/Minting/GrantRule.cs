namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>
/// Decides what a token may say, within what the configuration grants this service and, where it acts for a user, within what that user
/// may do. Pure.
/// </summary>
internal sealed class GrantRule(MintingSettings settings)
{
    /// <summary>Decides.</summary>
    /// <returns>Why there is no token; null when <paramref name="content"/> is one.</returns>
    public string? Decide(ServiceTokenRequest request, DateTimeOffset now, out TokenContent content)
    {
        content = default;
        if (RequestRule.FindFault(request) is { } fault)
        {
            return fault;
        }

        var grant = settings.Grants.GetValueOrDefault(request.Audience, AudienceGrant.Nothing);
        foreach (var permission in request.Permissions)
        {
            if (!grant.Covers(permission))
            {
                return $"It asks for a permission that ServiceTokens:Grants does not give this service for '{request.Audience}'.";
            }
        }

        var issuedAt = now.ToUnixTimeSeconds();
        var expires = issuedAt + (long)(request.Lifetime ?? settings.Lifetime).TotalSeconds;
        return request.User is { } user
            ? DecideFor(user.Token, request, grant, issuedAt, expires, out content)
            : Own(request, grant, issuedAt, expires, out content);
    }

    private string? Own(ServiceTokenRequest request, AudienceGrant grant, long issuedAt, long expires, out TokenContent content)
    {
        content = new(request, settings.Service, request.Permissions.Count > 0 ? request.Permissions : grant.Named, [], issuedAt, expires);
        return null;
    }

    private string? DecideFor(VerifiedToken token, ServiceTokenRequest request, AudienceGrant grant, long issuedAt, long expires, out TokenContent content)
    {
        content = default;
        if (token.Caller.User is not { } user)
        {
            return "The token it acts for is not one of a user.";
        }

        // Nothing in a token says whose user it is: the callee takes those of one issuer, and so does this service.
        if (settings.ActForUsersOf is null || !string.Equals(user.IssuerName, settings.ActForUsersOf, StringComparison.Ordinal))
        {
            return "ServiceTokens:ActForUsersOf does not name the issuer of the user it acts for.";
        }

        if (request.Tenant is not null && !string.Equals(request.Tenant, token.Caller.Tenant, StringComparison.Ordinal))
        {
            return "It names another tenant than the user's.";
        }

        if (token.ExpiresAt.ToUnixTimeSeconds() is var ends && ends <= issuedAt)
        {
            return "The token of the user it acts for has expired.";
        }

        if (ActorChain.Extend(settings.Service, token) is not { } actors)
        {
            return "Too many services act for the user already.";
        }

        content = new(request, user.Subject, HeldBy(token.Caller.Permissions, request, grant), actors, issuedAt, Math.Min(expires, ends));
        return null;
    }

    // What the user may do, this service may pass on, and the request narrows.
    private static IReadOnlyList<string> HeldBy(PermissionSet user, ServiceTokenRequest request, AudienceGrant grant) =>
        request.Permissions.Count > 0
            ? [.. request.Permissions.Where(user.HasPermission)]
            : [.. grant.Named.Where(user.HasPermission).Union(user.Permissions.Where(grant.Covers), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
