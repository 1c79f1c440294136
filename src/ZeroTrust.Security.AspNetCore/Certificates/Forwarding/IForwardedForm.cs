using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>One form in which proxies write certificates. Strict, bounded, without exceptions; one instance serves all requests.</summary>
internal interface IForwardedForm
{
    /// <summary>Reads a header.</summary>
    /// <param name="values">Its lines; at least one.</param>
    /// <returns>What it says; null when it is outside the form.</returns>
    ForwardedElement? Read(StringValues values);
}
