namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>
/// The headers in which proxies customarily tell the services behind them who calls, so that a client has no business to send them. One
/// that ends in <c>*</c> is the beginning of any.
/// </summary>
internal static class CustomaryHeaders
{
    /// <summary>A certificate of the client.</summary>
    public static readonly string[] Certificates =
    [
        "X-Forwarded-Client-Cert", "X-SSL-Client-Cert", "X-ARR-ClientCert", "Client-Cert", "Client-Cert-Chain",
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => [.. Certificates, .. Users, .. Products, .. Handshakes, .. Targets];

    // What services of one's own are given by hand.
    private static string[] Users =>
    [
        "X-User", "X-UserId", "X-User-ID", "X-Username", "X-User-Name", "X-User-Email", "X-User-Role", "X-User-Roles", "X-User-Group", "X-User-Groups",
        "X-User-Permission", "X-User-Permissions", "X-User-Scope", "X-User-Scopes", "X-User-Claims", "X-User-Info", "X-Userinfo", "X-User-Tenant", "X-User-Token",
        "X-Role", "X-Roles", "X-Groups", "X-Permissions", "X-Scopes", "X-Claims", "X-Subject", "X-Principal", "X-Caller",
        "X-Caller-*", "X-Service-Name", "X-Service-Identity", "X-Authenticated-*", "X-Auth-User", "X-Auth-Roles", "X-Auth-Groups", "X-Auth-Email", "X-Auth-Subject",
        "X-Remote-User", "X-Remote-Group", "X-Remote-Groups", "X-Remote-Email", "X-Remote-Name", "X-Remote-Extra-*", "Remote-User", "Remote-Groups", "Remote-Name",
        "Remote-Email", "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Preferred-Username", "X-Forwarded-Access-Token", "X-Logged-In-User",
        "X-Access-Token", "X-Id-Token", "X-JWT-*", "X-Authorization", "X-Original-Authorization", "X-Forwarded-Authorization", "Proxy-Authorization", "Impersonate-*",
    ];

    // What products set.
    private static string[] Products =>
    [
        "X-Auth-Request-*", "X-Authentik-*", "X-Webauth-*", "X-MS-Client-Principal*", "X-MS-Token-*", "X-Goog-Authenticated-User-*", "X-Goog-IAP-JWT-Assertion",
        "Cf-Access-*", "X-Amzn-Oidc-*", "X-Amz-Cognito-*", "OIDC-*", "X-Consumer-*", "X-Credential-Identifier", "X-Credential-Username", "X-Anonymous-Consumer", "X-Endpoint-API-Userinfo",
        "X-Apigateway-Api-Userinfo", "X-Pomerium-*", "X-Vouch-*", "X-Token-Claim-*", "Tailscale-User-*", "Ssl-Client-*",
        "X-Hasura-*", "X-ZUMO-Auth", "X-Scope-OrgID",
    ];

    // What ends TLS says of the handshake.
    private static string[] Handshakes =>
    [
        "X-SSL-Client-*", "X-Client-Cert*", "X-Client-DN", "X-Client-Verify", "X-Forwarded-Tls-Client-Cert*", "X-Amzn-Mtls-Clientcert*", "X-Spiffe-*",
    ];

    // Another address or verb than the request's own, for which servers behind a proxy decide.
    private static string[] Targets =>
    [
        "X-Original-URL", "X-Original-URI", "X-Original-Method", "X-Original-Host", "X-Rewrite-URL", "X-Forwarded-URI", "X-Forwarded-Method", "X-Forwarded-Path",
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
    ];
}
