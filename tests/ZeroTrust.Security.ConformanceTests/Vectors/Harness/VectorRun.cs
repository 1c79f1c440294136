using System.Globalization;
using Xunit.Abstractions;

namespace ZeroTrust.Security.ConformanceTests.Vectors;

/// <summary>
/// The run of one vector file: asks for each case, holds the answer against the label and the listed deviations, and at the end
/// prints the counts and fails for every case that is not as it should be, and for every case that did not run.
/// </summary>
/// <param name="file">The file, and the place its cases are put where there are several.</param>
/// <param name="listed">How many cases the file is said to have.</param>
/// <param name="output">The test's output.</param>
/// <param name="deviations">The cases whose label is not followed, by id.</param>
internal sealed class VectorRun(string file, int listed, ITestOutputHelper output, IReadOnlyDictionary<string, Deviation>? deviations = null)
{
    private readonly IReadOnlyDictionary<string, Deviation> _deviations = deviations ?? new Dictionary<string, Deviation>(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _deviating = [];
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);

    /// <summary>Runs one case.</summary>
    /// <param name="id">Unique in the file.</param>
    /// <param name="size">The vector's own size in bytes.</param>
    /// <param name="label">Whether the file says it is to be accepted.</param>
    /// <param name="answer">What the library says.</param>
    /// <param name="mayThrow">Whether exceptions may be thrown and caught inside: loading keys only.</param>
    public Answer Case(string id, int size, bool label, Func<Answer> answer, bool mayThrow = false)
    {
        if (!_ids.Add(id))
        {
            _faults.Add($"{id}: appears twice");
        }

        var given = CaseBounds.Run(size, mayThrow, answer, out var fault);
        if (fault is not null)
        {
            _faults.Add($"{id}: {fault}");
        }

        Judge(id, label, given);
        _reasons[given.Accepted ? "accepted" : given.Reason] = _reasons.GetValueOrDefault(given.Accepted ? "accepted" : given.Reason) + 1;
        return given;
    }

    /// <summary>Notes something wrong with a case beyond its verdict.</summary>
    public void Fault(string id, string what) => _faults.Add($"{id}: {what}");

    /// <summary>Prints the counts and fails the test for whatever was found.</summary>
    public void Finish()
    {
        foreach (var id in _deviations.Keys.Where(id => !_ids.Contains(id)))
        {
            _faults.Add($"{id}: is listed as deviating and is not in the file");
        }

        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{file}: listed {listed}, executed {_ids.Count}, skipped {listed - _ids.Count}, deviating {_deviating.Count}");
        VectorSummary.Add(line, output);
        output.WriteLine($"  {string.Join(", ", _reasons.OrderBy(static reason => reason.Key, StringComparer.Ordinal).Select(static reason => $"{reason.Key} {reason.Value}"))}");
        foreach (var deviation in _deviating)
        {
            output.WriteLine($"  deviates: {deviation}");
        }

        Assert.True(_faults.Count == 0, $"{file}: {_faults.Count} cases are not as they should be:\n{string.Join('\n', _faults.Take(50))}");
        Assert.Equal(listed, _ids.Count);
    }

    private void Judge(string id, bool label, Answer given)
    {
        if (!_deviations.TryGetValue(id, out var deviation))
        {
            if (given.Accepted != label)
            {
                _faults.Add($"{id}: {given}, and the label says {(label ? "accept" : "reject")}; not a listed deviation");
            }
        }
        else if (given.Accepted == label)
        {
            _faults.Add($"{id}: {given} as the label says, and is still listed as deviating: {deviation.Why}");
        }
        else
        {
            _deviating.Add($"{id}: {given}; {deviation.Why}");
        }
    }
}
