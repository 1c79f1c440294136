namespace ZeroTrust.Security;

/// <summary>One trusted issuer, for reports. Immutable.</summary>
/// <param name="Name">The configured name.</param>
/// <param name="Identifier">The exact <c>iss</c> of its tokens.</param>
/// <param name="Kind">Whom its tokens speak for.</param>
/// <param name="AssertableRoles">The roles it may assert by name, without <c>*</c>.</param>
public sealed record TrustedIssuer(string Name, string Identifier, IssuerKind Kind, IReadOnlyList<string> AssertableRoles)
{
    /// <summary>How far its clock may differ, so how long after its expiry a token is still taken.</summary>
    /// <value>As <see cref="IssuerOptions.ClockSkew"/>; zero by default.</value>
    public TimeSpan ClockSkew { get; init; }
}
