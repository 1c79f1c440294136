using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing;

/// <summary>Who signs, and how; and the parts as text, for tokens that no JSON writer would make.</summary>
public sealed partial class FakeTokenBuilder
{
    /// <summary>Signs with the issuer's newest key for an algorithm; the issuer makes one for each of <see cref="FakeTokenIssuerOptions.Algorithms"/>.</summary>
    /// <param name="algorithm">Such as <c>PS256</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The issuer has no such key.</exception>
    public FakeTokenBuilder SignedWith(string algorithm) => SignedBy(_issuer.KeyFor(algorithm));

    /// <summary>Signs with a key of your own, such as an attacker's; <c>alg</c> and <c>kid</c> follow it unless set.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public FakeTokenBuilder SignedBy(FakeSigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        _sign = null;
        return this;
    }

    /// <summary>Signs with a symmetric secret: the key confusion of RFC 8725 §2.1 when the secret is a public key's text.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="algorithm"><c>HS256</c>, <c>HS384</c> or <c>HS512</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="algorithm"/> is none of them.</exception>
    public FakeTokenBuilder SignedWithSecret(byte[] secret, string algorithm = "HS256")
    {
        Header("alg", algorithm);
        _sign = algorithm switch
        {
            "HS256" => input => HMACSHA256.HashData(secret, input),
            "HS384" => input => HMACSHA384.HashData(secret, input),
            "HS512" => input => HMACSHA512.HashData(secret, input),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Use HS256, HS384 or HS512."),
        };
        return this;
    }

    /// <summary>Leaves the signature empty (RFC 7515 appendix A.5).</summary>
    /// <param name="algorithm">What <c>alg</c> says.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithoutSignature(string algorithm = "none") => Header("alg", algorithm).WithSignature([]);

    /// <summary>Puts these bytes where the signature stands.</summary>
    /// <param name="signature">Any bytes.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithSignature(byte[] signature)
    {
        _sign = _ => signature;
        return this;
    }

    /// <summary>Signs with a new key of the attacker's and puts its public part into the header (<c>jwk</c>, RFC 7515 §4.1.3).</summary>
    /// <param name="algorithm">The attacker's algorithm.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithEmbeddedKey(string algorithm = "ES256")
    {
        var key = FakeSigningKey.Create(algorithm);
        return SignedBy(key).Header("jwk", key.PublicJwk());
    }

    /// <summary>Binds the token to a key (<c>cnf.jkt</c>, RFC 9449 §6.1), so that it is worth nothing without a proof.</summary>
    /// <param name="thumbprint">The key's thumbprint; null for one of a key nobody has.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder BoundToKey(string? thumbprint = null)
    {
        if (thumbprint is null)
        {
            using var key = FakeSigningKey.Create();
            thumbprint = key.KeyId;
        }

        return Claim("cnf", new JsonObject { ["jkt"] = thumbprint });
    }

    /// <summary>Signs this text as the header in place of the one that was built up.</summary>
    /// <param name="text">Any text: JSON with members twice, bytes behind it, or no JSON at all.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder RawHeader(string text)
    {
        _rawHeader = text;
        return this;
    }

    /// <summary>Signs this text as the payload in place of the one that was built up.</summary>
    /// <param name="text">Any text: JSON with members twice, bytes behind it, or no JSON at all.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder RawPayload(string text)
    {
        _rawPayload = text;
        return this;
    }
}
