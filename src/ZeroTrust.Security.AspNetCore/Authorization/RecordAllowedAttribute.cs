using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// How many of the endpoint's allowed decisions are recorded, evenly spread; of several the nearest to the endpoint counts. Denials and failures are
/// recorded whole, and so are decisions of the class <see cref="AuditClass.Required"/>: an endpoint that declares both stops the start.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RecordAllowedAttribute : AccessAttribute
{
    /// <summary>Declares how many.</summary>
    /// <param name="fraction">0 for none to 1 for all; anything else stops the start.</param>
    public RecordAllowedAttribute(double fraction) => Fraction = fraction;

    /// <summary>How many.</summary>
    /// <value>0 to 1; without a declaration it is what the setting <c>ZeroTrust:RecordAllowed</c> says, or else 1.</value>
    public double Fraction { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RecordAllowed(Fraction);
}
