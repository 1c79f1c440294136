using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>The public parameters of an RSA or elliptic-curve JWK (RFC 7518 §6.2.1, §6.3.1). Immutable.</summary>
internal sealed class PublicJwk
{
    private readonly byte[] _first;
    private readonly byte[] _second;

    private PublicJwk(EllipticCurve? curve, byte[] first, byte[] second, string thumbprint)
    {
        Curve = curve;
        _first = first;
        _second = second;
        Thumbprint = thumbprint;
    }

    /// <summary>The curve; null for an RSA key.</summary>
    public EllipticCurve? Curve { get; }

    /// <summary>The RFC 7638 thumbprint, in hexadecimal.</summary>
    public string Thumbprint { get; }

    /// <summary>Reads the parameters; <paramref name="fault"/> says why there are none.</summary>
    public static bool TryRead(JsonValue jwk, [NotNullWhen(true)] out PublicJwk? key, out string fault)
    {
        key = null;
        if (jwk.Find("kty"u8).TextEquals("RSA"u8))
        {
            key = ReadRsa(jwk);
            fault = "its n or e is missing or malformed";
        }
        else if (!jwk.Find("kty"u8).TextEquals("EC"u8))
        {
            fault = "its kty is none that is used";
        }
        else if (EllipticCurve.Find(jwk.Find("crv"u8).GetString()) is { } curve)
        {
            key = ReadEc(jwk, curve);
            fault = "its x or y is missing or malformed";
        }
        else
        {
            fault = "its crv is none that is used";
        }

        return key is not null;
    }

    /// <summary>Makes the key that verifies; null with a reason when the parameters are weak or wrong.</summary>
    public VerificationKey? TryCreate(string? keyId, SignatureAlgorithm algorithm, out KeyRefusal refusal) => Curve is null
        ? VerificationKeyFactory.TryCreateRsa(keyId, algorithm, _first, _second, out refusal)
        : VerificationKeyFactory.TryCreateEc(keyId, algorithm, Curve.Name, _first, _second, out refusal);

    /// <summary>Whether it is the RSA key given.</summary>
    public bool Is(RSAParameters other) => Curve is null && Same(_first, other.Modulus) && Same(_second, other.Exponent);

    /// <summary>Whether it is the elliptic-curve key given: the platform names a curve in several ways, but a point lies on one only.</summary>
    public bool Is(ECParameters other) => Curve is not null && Same(_first, other.Q.X) && Same(_second, other.Q.Y);

    /// <summary>The key in DER (RFC 5280 §4.1.2.7). Only for one that <see cref="TryCreate"/> took.</summary>
    public byte[] ExportSubjectPublicKeyInfo()
    {
        using AsymmetricAlgorithm key = Curve is null
            ? RSA.Create(new RSAParameters { Modulus = _first, Exponent = _second })
            : ECDsa.Create(new ECParameters { Curve = Curve.Curve, Q = new() { X = _first, Y = _second } });
        return key.ExportSubjectPublicKeyInfo();
    }

    private static PublicJwk? ReadRsa(JsonValue jwk)
    {
        var n = jwk.Find("n"u8);
        var e = jwk.Find("e"u8);
        return JwkBytes.TryRead(n, out var modulus) && JwkBytes.TryRead(e, out var exponent)
            ? new(null, modulus, exponent, Hash($$"""{"e":"{{e.GetString()}}","kty":"RSA","n":"{{n.GetString()}}"}"""))
            : null;
    }

    private static PublicJwk? ReadEc(JsonValue jwk, EllipticCurve curve)
    {
        var x = jwk.Find("x"u8);
        var y = jwk.Find("y"u8);
        return JwkBytes.TryRead(x, out var xBytes) && JwkBytes.TryRead(y, out var yBytes)
            ? new(curve, xBytes, yBytes, Hash($$"""{"crv":"{{curve.Name}}","kty":"EC","x":"{{x.GetString()}}","y":"{{y.GetString()}}"}"""))
            : null;
    }

    private static string Hash(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));

    private static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => a.TrimStart((byte)0).SequenceEqual(b.TrimStart((byte)0));
}
