namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>One row of a run.</summary>
internal sealed record StoredResult(
    string Row,
    double Value,
    double? Gate,
    double? Aim,
    string Bound,
    string Kind,
    IReadOnlyList<StoredTiming>? Timings,
    IReadOnlyList<StoredLoad>? Loads)
{
    public bool IsAtMost => Bound == "atMost";

    public bool IsBytes => Kind == "bytes";

    public bool PassesGate => Reaches(Gate);

    public bool ReachesAim => Reaches(Aim);

    private bool Reaches(double? bound) => bound is null || (IsAtMost ? Value <= bound : Value >= bound);
}
