namespace ZeroTrust.Security;

/// <summary>Whom an issuer's tokens speak for.</summary>
public enum IssuerKind
{
    /// <summary>Users only: a token proves <see cref="Caller.User"/>.</summary>
    Users = 0,

    /// <summary>Services only: a token proves <see cref="Caller.Service"/>.</summary>
    Services = 1,

    /// <summary>Both; <see cref="IssuerOptions.KindClaim"/> tells which.</summary>
    Mixed = 2,
}
