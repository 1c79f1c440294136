using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security;

/// <summary>What a handler asks of its request.</summary>
public static class ZeroTrustHttpContextExtensions
{
    /// <summary>Who sent the request, as proven. Reading it costs nothing: no principal is built.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The caller; <see cref="Caller.Anonymous"/> without a credential, and in front of <c>UseZeroTrust</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static Caller GetCaller(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RequestAccess.Of(context)?.Caller ?? Caller.Anonymous;
    }

    /// <summary>
    /// The audit trail for this request: what is recorded through it names the request, its trace, its address and whoever sent it. Keep it
    /// no longer than the request.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <returns>The trail.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddZeroTrust</c> was not called.</exception>
    /// <example>
    /// <code>
    /// await http.GetAudit().RecordAsync("refund", order.Id, AuditOutcome.Allowed, ("amount", 89.99m));
    /// </code>
    /// </example>
    public static IAuditTrail GetAudit(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new RequestAuditTrail(context.RequestServices.GetRequiredService<IAuditTrail>(), context);
    }

    /// <summary>The user of the request, for calls to other services that are made for them; see <c>ForUser</c>.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The user with the text of their token, which is zeroed when the request ends, and without it behind <c>UseZeroTrustGateway</c>; null when no user is proven by a token.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static DelegatedUser? GetDelegatedUser(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (RequestAccess.Of(context) is not { IsProven: true, Token: { Caller.User: not null } token } access)
        {
            return null;
        }

        // Behind a gateway what stands there is the gateway's own token.
        if (access.IsStripped)
        {
            return new() { Token = token };
        }

        var credentials = context.RequestServices.GetRequiredService<CredentialReader>();
        var text = credentials.Read(context, out var credential) == CredentialKind.Token ? Secret.FromText(credential.Span) : null;
        if (text is not null)
        {
            context.Response.RegisterForDispose(text);
        }

        return new() { Token = token, Text = text };
    }

    /// <summary>
    /// The value of a header that is there exactly once. Of two values one part of a system takes the first and another the last, so none is
    /// taken. What a client sends is no identity, in whatever header: see <c>docs/gateway.md</c>.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The header, in any spelling: case does not count, and what is neither letter nor digit is <c>-</c>.</param>
    /// <returns>The value; null when the header is missing or empty, is there twice in whatever spelling, or holds a list with a comma.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static string? GetSingleHeader(this HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return SingleHeader.Read(context.Request.Headers, name);
    }
}
