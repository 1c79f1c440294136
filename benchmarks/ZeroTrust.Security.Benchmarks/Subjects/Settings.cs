using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Benchmarks.Subjects;

/// <summary>The configuration of a service that trusts the benchmarks' issuer.</summary>
internal static class Settings
{
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
        if (cacheEntries is { } entries && typeof(ZeroTrustOptions).GetProperty("Cache") is not null)
        {
            values["ZeroTrust:Cache:MaxEntries"] = entries.ToString(CultureInfo.InvariantCulture);
            values["ZeroTrust:Cache:MaxBytes"] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("ZeroTrust");
    }
}
