using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing;

/// <summary>What an issuer says of itself (OpenID Connect Discovery 1.0 §3, RFC 8414 §2).</summary>
internal static class DiscoveryDocument
{
    public const string OpenIdPath = "/.well-known/openid-configuration";
    public const string OAuthPath = "/.well-known/oauth-authorization-server";
    public const string KeysPath = "/jwks";
    public const string TokenPath = "/token";

    public static string ToJson(string issuer) => new JsonObject
    {
        ["issuer"] = issuer,
        ["jwks_uri"] = issuer + KeysPath,
        ["token_endpoint"] = issuer + TokenPath,
        ["grant_types_supported"] = new JsonArray("client_credentials"),
        ["response_types_supported"] = new JsonArray(),
        ["subject_types_supported"] = new JsonArray("public"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
    }.ToJsonString();
}
