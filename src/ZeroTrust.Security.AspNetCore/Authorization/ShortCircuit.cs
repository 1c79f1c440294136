using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>Tells endpoints that routing runs itself, before any middleware behind it: <c>ShortCircuit()</c>, <c>MapShortCircuit</c>.</summary>
internal static class ShortCircuit
{
    // The framework keeps the type to itself; a test pins the name.
    private const string MetadataTypeName = "ShortCircuitMetadata";

    public static bool IsOn(Endpoint endpoint)
    {
        foreach (var item in endpoint.Metadata)
        {
            if (string.Equals(item.GetType().Name, MetadataTypeName, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
