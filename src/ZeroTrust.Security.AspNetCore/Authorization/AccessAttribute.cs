using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// What an endpoint says about who may call it. Declarations add up: all of an endpoint's, its groups' and its controller's must
/// hold. The set of declarations is closed; a rule of your own is <c>RequireThat</c>.
/// </summary>
public abstract class AccessAttribute : Attribute
{
    private protected AccessAttribute()
    {
    }

    internal abstract void DeclareIn(AccessDeclarations declarations);
}
