using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>
/// Kestrel's own header collections, where known headers are fields: an ordinary dictionary would add hashing to every variant, and
/// most to the shortest. They are internal, so by reflection, once for each application.
/// </summary>
internal static class KestrelHeaders
{
    public static IHeaderDictionary ForRequest() => Create("HttpRequestHeaders", true, null);

    public static IHeaderDictionary ForResponse() => Create("HttpResponseHeaders", [null]);

    private static IHeaderDictionary Create(string name, params object?[] arguments)
    {
        var type = typeof(KestrelServer).Assembly.GetType("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http." + name, throwOnError: true)!;
        return (IHeaderDictionary)Activator.CreateInstance(
            type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, arguments, null)!;
    }
}
