using Microsoft.AspNetCore.Http;
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
}
