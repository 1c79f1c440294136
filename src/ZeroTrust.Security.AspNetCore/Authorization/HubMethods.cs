using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>
/// Finds declarations on the methods of a hub. A hub is one endpoint, decided when the connection opens: a declaration on a method
/// would look like a defence and be none.
/// </summary>
internal static class HubMethods
{
    public static IEnumerable<string> FindFaults(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HubMetadata>() is { HubType: var hub } ? FindFaults(hub) : [];

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A method that trimming removed cannot be called, so its declaration is not missed.")]
    private static IEnumerable<string> FindFaults(Type hub) => hub
        .GetMethods()
        .Where(static method => method.IsDefined(typeof(AccessAttribute), inherit: true))
        .Select(method => $"{hub.Name}.{method.Name} declares access, which a hub can only do as a whole: put it on the class, or check in the method.");
}
