using ZeroTrust.Security.Benchmarks.ApiKeys;
using ZeroTrust.Security.Benchmarks.Audit;
using ZeroTrust.Security.Benchmarks.Caching;
using ZeroTrust.Security.Benchmarks.Detection;
using ZeroTrust.Security.Benchmarks.Encryption;
using ZeroTrust.Security.Benchmarks.Journal;
using ZeroTrust.Security.Benchmarks.Outbound;
using ZeroTrust.Security.Benchmarks.Permissions;
using ZeroTrust.Security.Benchmarks.Pipeline;
using ZeroTrust.Security.Benchmarks.Redaction;
using ZeroTrust.Security.Benchmarks.Secrets;
using ZeroTrust.Security.Benchmarks.Tokens;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>The rows of the guard, in the order of the goals.</summary>
internal static class GoalTable
{
    public static IReadOnlyList<GoalRows> All { get; } =
    [
        new("warm", WarmRows.Hot),
        new("isolated", WarmRows.Alone),
        new("look-up", LookUpRows.Measure),
        new("miss", MissRows.Measure),
        new("cold", ColdRows.Measure),
        new("reject", RejectRows.Measure),
        new("mint", MintRows.Measure),
        new("request", RequestRows.Measure),
        new("gateway", GatewayRows.Measure),
        new("certificate", CertificateRows.Measure),
        new("permission", PermissionRows.Measure),
        new("api-keys", ApiKeyRows.Measure),
        new("outbound", ServiceTokenRows.Measure),
        new("encryption", EncryptionRows.Measure),
        new("audit", AuditRows.Measure),
        new("journal", JournalRows.Measure),
        new("mapping", MappingRows.Measure),
        new("detection", DetectionRows.Measure),
        new("secret", SecretRows.Measure),
        new("redaction", RedactionRows.Measure),
        new("threads", ThreadRows.Measure),
    ];
}
