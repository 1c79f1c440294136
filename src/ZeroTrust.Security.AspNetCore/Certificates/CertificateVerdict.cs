namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>What was found of one certificate under one bundle. Immutable; threads share it.</summary>
/// <param name="bundle">The bundle; null when none was asked.</param>
/// <param name="failure">Why it was refused.</param>
/// <param name="service">The service that it proves; null for none.</param>
/// <param name="proof">What tokens may be bound to; none when it was refused.</param>
/// <param name="from">When it was judged.</param>
/// <param name="until">When it has to be judged again at the latest: a certificate of the chain ends, or issuers are asked anew.</param>
internal sealed class CertificateVerdict(
    TrustBundle? bundle, CertificateFailure failure, MappedService? service, TokenProof proof, DateTimeOffset from, DateTimeOffset until)
{
    // Clocks of several machines, and one that is set, differ by less.
    private static readonly long Skew = TimeSpan.FromMinutes(5).Ticks;

    private readonly long _from = from.UtcTicks - Skew;
    private readonly long _until = until.UtcTicks;

    public CertificateFailure Failure { get; } = failure;

    public MappedService? Service { get; } = service;

    public TokenProof Proof { get; } = proof;

    /// <summary>Whether the bundle vouches for it, whoever's it is.</summary>
    public bool HasGoodChain => Failure is CertificateFailure.None or CertificateFailure.Unmapped or CertificateFailure.IdentityInvalid or CertificateFailure.IdentityAmbiguous;

    /// <summary>Whether it is the certificate of a proxy that passes on those of others.</summary>
    public bool IsProxy => Failure == CertificateFailure.None && Service is { IsProxy: true };

    public static CertificateVerdict Refuse(CertificateFailure failure) => new(null, failure, null, default, default, default);

    /// <summary>Whether it holds still: same bundle, and within its time.</summary>
    public bool Stands(TrustBundle current, DateTimeOffset now) =>
        ReferenceEquals(bundle, current) && now.UtcTicks < _until && now.UtcTicks >= _from;
}
