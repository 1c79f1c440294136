using System.Globalization;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>All that a verdict says, as one text, so that two are compared whole.</summary>
internal static class VerdictText
{
    public static string Of(TokenVerdict verdict) =>
        verdict.Token is not { } token ? $"{verdict.Failure} {verdict.Unverified}" : string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict.Failure} {token.IssuerName} {token.ExpiresAt:O} {token.IssuedAt:O} {token.TokenId} {token.SessionId} {token.TrustVersion} {Of(token.Caller)} {string.Join(' ', token.Claims.Select(static claim => $"{claim.Name}={claim.Value} ({claim.Kind})"))}");

    private static string Of(Caller caller) =>
        $"{caller.User} {caller.Service} {caller.Client} {caller.Tenant} {Of(caller.Permissions.Permissions)} {Of(caller.Permissions.Scopes)} {Of(caller.Permissions.Roles)}";

    private static string Of(IReadOnlySet<string> names) => $"[{string.Join(',', names.Order(StringComparer.Ordinal))}]";
}
