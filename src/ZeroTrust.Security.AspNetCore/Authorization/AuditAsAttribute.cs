using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// What is promised of the endpoint's allowed decisions. Under <see cref="AuditClass.Required"/> each is on stable storage before the handler
/// runs, and where that cannot be the answer is 503 <c>audit_unavailable</c> and nothing runs. Of several the nearest to the endpoint counts.
/// It requires nothing of the caller. On a hub it is about opening the connection.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AuditAsAttribute : AccessAttribute
{
    /// <summary>Declares the class.</summary>
    /// <param name="auditClass">One of the three; <see cref="AuditClass.Required"/> without a journal stops the start.</param>
    public AuditAsAttribute(AuditClass auditClass) => AuditClass = auditClass;

    /// <summary>What is promised.</summary>
    /// <value>Without a declaration it is what the settings say of the type <c>access</c>, or else <see cref="AuditClass.Buffered"/>.</value>
    public AuditClass AuditClass { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.AuditAs(AuditClass);
}
