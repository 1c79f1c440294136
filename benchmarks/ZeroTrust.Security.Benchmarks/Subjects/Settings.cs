using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Benchmarks.Subjects;

/// <summary>The configuration of a service that trusts the benchmarks' issuer.</summary>
internal static class Settings
{
    private const string MostBytes = "1073741824";

    public static IConfigurationSection Section(int? cacheEntries = null, string? keySet = null)
    {
        var issuer = "ZeroTrust:Issuers:corporate:";
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [issuer + "Issuer"] = ReferenceToken.Issuer,
            [issuer + "Audiences"] = ReferenceToken.Audience,
            [issuer + "Jwks"] = keySet ?? BenchmarkKey.KeySet,
            [issuer + "TenantClaim"] = "tenant_id",
        };
        if (cacheEntries is { } entries)
        {
            values["ZeroTrust:Cache:MaxEntries"] = entries.ToString(CultureInfo.InvariantCulture);
            values["ZeroTrust:Cache:MaxBytes"] = MostBytes;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("ZeroTrust");
    }
}
