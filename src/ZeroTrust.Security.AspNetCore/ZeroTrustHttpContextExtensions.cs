using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Credentials;
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

    /// <summary>The user of the request, for calls to other services that are made for them; see <c>ForUser</c>.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The user with the text of their token, which is zeroed when the request ends; null when no user is proven by a token.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static DelegatedUser? GetDelegatedUser(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (RequestAccess.Of(context) is not { IsProven: true, Token: { Caller.User: not null } token })
        {
            return null;
        }

        var credentials = context.RequestServices.GetRequiredService<CredentialReader>();
        var text = credentials.Read(context, out var credential) == CredentialKind.Token ? Secret.FromText(credential.Span) : null;
        if (text is not null)
        {
            context.Response.RegisterForDispose(text);
        }

        return new() { Token = token, Text = text };
    }
}
