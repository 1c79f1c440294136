namespace ZeroTrust.Security;

/// <summary>How this service proves itself to a token endpoint (RFC 6749 §2.3, OpenID Connect Core 1.0 §9).</summary>
public enum ClientAuthentication
{
    /// <summary>Identifier and secret in the <c>Authorization</c> header: <c>client_secret_basic</c>.</summary>
    Basic = 0,

    /// <summary>Identifier and secret in the form: <c>client_secret_post</c>.</summary>
    Post = 1,

    /// <summary>A statement signed with this service's key ring: <c>private_key_jwt</c> (RFC 7523 §2.2). Nothing secret is sent.</summary>
    PrivateKeyJwt = 2,
}
