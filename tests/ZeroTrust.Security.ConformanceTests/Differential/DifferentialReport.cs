using System.Globalization;
using System.Text;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>What a run found: a tally for each class of tokens and each class of strictness, the costliest input, and the faults.</summary>
internal sealed class DifferentialReport
{
    private const int MaxFaults = 20;

    private readonly SortedDictionary<string, ClassTally> _classes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _stricter = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ClassTally> Classes => _classes;

    public ClassTally Sum { get; } = new();

    public IReadOnlyDictionary<string, long> Stricter => _stricter;

    /// <summary>The first faults, each with what is needed to see it again.</summary>
    public List<string> Faults { get; } = [];

    public long FaultCount { get; private set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>The most bytes that a token made us allocate, beyond four times its own size.</summary>
    public long MostAllocated { get; private set; }

    public void CountVerdicts(string mutation, bool ours, bool handler)
    {
        Tally(mutation).Count(ours, handler);
        Sum.Count(ours, handler);
    }

    public void CountStricter(string name) => _stricter[name] = _stricter.GetValueOrDefault(name) + 1;

    public void CountCost(TimeSpan time, long allocatedBeyond)
    {
        Slowest = time > Slowest ? time : Slowest;
        MostAllocated = Math.Max(MostAllocated, allocatedBeyond);
    }

    public void AddFault(string fault)
    {
        FaultCount++;
        if (Faults.Count < MaxFaults)
        {
            Faults.Add(fault);
        }
    }

    public void Add(DifferentialReport other)
    {
        foreach (var (name, tally) in other._classes)
        {
            Tally(name).Add(tally);
        }

        foreach (var (name, count) in other._stricter)
        {
            _stricter[name] = _stricter.GetValueOrDefault(name) + count;
        }

        Sum.Add(other.Sum);
        CountCost(other.Slowest, other.MostAllocated);
        FaultCount += other.FaultCount;
        Faults.AddRange(other.Faults.Take(MaxFaults - Faults.Count));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, $"{"class",-22}{"tokens",9}{"share",8}{"both",9}{"handler",9}{"ours",6}{"neither",9}");
        foreach (var (name, tally) in _classes.Append(new("all", Sum)))
        {
            Line(text, $"{name,-22}{tally.Total,9}{(double)tally.Total / Sum.Total,8:P1}{tally.Both,9}{tally.HandlerOnly,9}{tally.OursOnly,6}{tally.Neither,9}");
        }

        Line(text, $"");
        Line(text, $"{"stricter than the handler",-31}{"tokens",9}");
        foreach (var (name, count) in _stricter)
        {
            Line(text, $"{name,-31}{count,9}");
        }

        Line(text, $"slowest {Slowest.TotalMilliseconds:F1} ms; most allocated beyond 4 x size: {MostAllocated} bytes; faults: {FaultCount}");
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private ClassTally Tally(string name) => _classes.TryGetValue(name, out var tally) ? tally : _classes[name] = new();
}
