namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>The runs of one kind that are kept. Of each row it is the run with the median value that counts.</summary>
internal sealed class StoredRuns
{
    private readonly List<StoredReport> _reports;

    private StoredRuns(List<StoredReport> reports)
    {
        _reports = reports;
        Rows = [.. reports[0].Results.Select(result => MedianOf(result.Row))];
    }

    public int Count => _reports.Count;

    public StoredMachine Machine => _reports[^1].Machine;

    public IReadOnlyList<StoredResult> Rows { get; }

    /// <summary>Reads <c>{kind}-*.json</c> of a folder.</summary>
    public static StoredRuns Read(string folder, string kind)
    {
        var files = Directory.GetFiles(folder, kind + "-*.json").Order(StringComparer.Ordinal).ToList();
        return files.Count == 0
            ? throw new FileNotFoundException($"No {kind}-*.json in {folder}: run '-- {kind} --output' first.")
            : new(files.ConvertAll(StoredReport.Read));
    }

    /// <summary>All rows, and in the place of those that other runs have too, theirs.</summary>
    public IReadOnlyList<StoredResult> RowsWith(StoredRuns others) =>
        [.. Rows.Select(result => others.Rows.FirstOrDefault(other => other.Row == result.Row) ?? result)];

    public StoredResult this[string row] => Rows.First(result => result.Row == row);

    private StoredResult MedianOf(string row)
    {
        var sorted = _reports.SelectMany(static report => report.Results).Where(result => result.Row == row).OrderBy(static result => result.Value).ToList();
        return sorted[(sorted.Count - 1) / 2];
    }
}
