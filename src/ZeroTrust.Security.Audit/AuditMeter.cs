using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Audit;

/// <summary>The one meter of the package, which all its instruments hang on.</summary>
internal sealed class AuditMeter(IMeterFactory? meters = null) : IDisposable
{
    public const string Name = "ZeroTrust.Security.Audit";

    public Meter Meter { get; } = meters?.Create(Name) ?? new Meter(Name);

    public void Dispose() => Meter.Dispose();
}
