namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>Why the parameters of a public key are not taken. For operators: a key set is not secret.</summary>
internal enum KeyRefusal
{
    None = 0,

    /// <summary>The algorithm is not one for keys of this type or curve (RFC 7518 §3.1).</summary>
    AlgorithmMismatch,

    /// <summary>An RSA modulus below 2048 bits (RFC 7518 §3.3).</summary>
    ModulusTooShort,

    /// <summary>An RSA modulus above 8192 bits: its cost would be the verifier's.</summary>
    ModulusTooLong,

    /// <summary>An even RSA modulus, which no pair of primes has.</summary>
    ModulusEven,

    /// <summary>A modulus of the family that a faulty generator made, whose factors can be found (CVE-2017-15361).</summary>
    ModulusWeak,

    /// <summary>An RSA exponent that is even, below 65537, or above 32 bits.</summary>
    ExponentInvalid,

    /// <summary>A curve other than P-256, P-384 and P-521.</summary>
    CurveUnknown,

    /// <summary>Coordinates of another length than the curve's (RFC 7518 §6.2.1.2).</summary>
    CoordinateLength,

    /// <summary>A point that is not on its curve (CVE-2016-9121).</summary>
    PointNotOnCurve,

    /// <summary>The platform does not take the key, for a reason of its own.</summary>
    PlatformRefused,
}
