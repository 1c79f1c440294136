using System.Text.RegularExpressions;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The page of threats, the tests named after them and the mutants say the same.</summary>
public sealed partial class ThreatPageTests
{
    private static readonly string Root = DocsTests.Root;

    private static readonly string[] Ids =
    [
        .. Range("A", 1, 24), .. Range("B", 1, 13), .. Range("C", 1, 14), "C16", .. Range("D", 1, 18), .. Range("E", 1, 14),
        .. Range("F", 1, 16), "G1", "G9",
        .. Range("H", 1, 13),
        .. Range("I", 1, 6), "I10", .. Range("J", 1, 19), .. Range("K", 1, 7), "L2", "L4",
    ];

    [Fact]
    public void Page_ListsEachThreatWithClassesThatTestIt()
    {
        var tested = TestClasses();
        var rows = Row().Matches(File.ReadAllText(Path.Combine(Root, "docs", "threats.md")));
        var wrong =
            from row in rows
            let id = row.Groups["id"].Value
            from name in row.Groups["classes"].Value.Split(", ")
            where !tested[id].Contains(name.Trim('`'))
            select $"{id}: {name}";

        Assert.Equal(Ids, rows.Select(static row => row.Groups["id"].Value));
        Assert.Empty(wrong);
    }

    [Fact]
    public void EachThreat_HasATestAndAMutant()
    {
        var tested = TestClasses();
        var missing = Ids.Where(id => !tested.Contains(id) || !File.Exists(Path.Combine(Root, "tests", "mutants", $"{id}.patch")));

        Assert.Empty(missing);
    }

    private static IEnumerable<string> Range(string group, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => $"{group}{number}");

    /// <summary>The class of each test named after a threat, by id; a name may begin with several.</summary>
    private static ILookup<string, string> TestClasses() =>
        (from file in Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
         from Match test in TestName().Matches(File.ReadAllText(file))
         from Capture id in test.Groups["id"].Captures
         select (Id: id.Value, Class: Path.GetFileName(file).Split('.')[0]))
        .ToLookup(static test => test.Id, static test => test.Class, StringComparer.Ordinal);

    [GeneratedRegex(@"(?:void|Task) (?:(?<id>[A-L][0-9]+)_)+\w+\(")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| (?<id>[A-L][0-9]+) \| [^|]+ \| (?<classes>`[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
