namespace ZeroTrust.Security;

/// <summary>Defaults that fit the access tokens of a known identity provider. Whatever is set beside a preset wins over it.</summary>
public enum IssuerPreset
{
    /// <summary>RFC 9068: <c>typ</c> <c>at+jwt</c>, <c>scope</c> as a string, <c>permissions</c> and <c>roles</c> as arrays.</summary>
    Standard = 0,

    /// <summary>Keycloak: legacy type, roles at <c>realm_access.roles</c>, client in <c>azp</c>.</summary>
    Keycloak = 1,

    /// <summary>Auth0: legacy type, issuer with a trailing slash, <c>permissions</c> array, client in <c>azp</c>.</summary>
    Auth0 = 2,

    /// <summary>Okta: legacy type, <c>scp</c> as an array, client in <c>cid</c>.</summary>
    Okta = 3,

    /// <summary>Microsoft Entra ID: legacy type, <c>scp</c> as a string, <c>roles</c>, tenant in <c>tid</c>, client in <c>azp</c> or <c>appid</c>.</summary>
    Entra = 4,
}
