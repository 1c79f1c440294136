using System.Text.RegularExpressions;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the pages show is compiled, and what they link to is there.</summary>
public sealed partial class DocsTests
{
    internal static readonly string Root = FindRoot();

    [Fact]
    public void EveryCodeBlock_StandsInACompiledFile()
    {
        var sources = CompiledSources().Select(static file => Normalise(File.ReadAllText(file))).ToList();
        var strays =
            from page in Pages()
            from Match block in CodeBlock().Matches(File.ReadAllText(page))
            let code = Normalise(block.Groups["code"].Value)
            where !sources.Exists(source => source.Contains(code, StringComparison.Ordinal))
            select $"{Path.GetRelativePath(Root, page)}: {code[..Math.Min(code.Length, 100)]}";

        Assert.Empty(strays);
    }

    [Fact]
    public void EveryRelativeLink_LeadsToAFile()
    {
        var broken =
            from page in Pages()
            from Match link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups["target"].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
            select $"{Path.GetRelativePath(Root, page)}: {target}";

        Assert.Empty(broken);
    }

    [Fact]
    public void TokensPage_ListsEveryFailureByNumberAndName()
    {
        var page = File.ReadAllText(Path.Combine(Root, "src", "ZeroTrust.Security.Tokens", "README.md"));
        var listed = FailureRow().Matches(page).Select(static row => (row.Groups["number"].Value, row.Groups["name"].Value));
        var actual = Enum.GetValues<TokenFailure>()
            .Where(static failure => failure != TokenFailure.None)
            .Select(static failure => (((int)failure).ToString(System.Globalization.CultureInfo.InvariantCulture), failure.ToString()));

        Assert.Equal(actual, listed);
    }

    [Fact]
    public void OperationsPage_ListsEveryInstrument()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "operations.md"));
        var instruments = Directory.GetFiles(Path.Combine(Root, "src"), "*Metrics.cs", SearchOption.AllDirectories)
            .SelectMany(static file => Instrument().Matches(File.ReadAllText(file)))
            .Select(static match => match.Groups["name"].Value)
            .ToList();

        Assert.NotEmpty(instruments);
        Assert.All(instruments, name => Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Pages() =>
    [
        Path.Combine(Root, "README.md"),
        .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md"),
        .. Directory.GetDirectories(Path.Combine(Root, "src")).Select(static folder => Path.Combine(folder, "README.md")).Where(File.Exists),
    ];

    private static IEnumerable<string> CompiledSources() =>
    [
        .. Directory.GetFiles(Path.Combine(Root, "tests", "ZeroTrust.Security.Testing.Tests", "Docs"), "*.cs"),
        .. Directory.GetFiles(Path.Combine(Root, "samples", "Orders"), "*.cs"),
        .. Directory.GetFiles(Path.Combine(Root, "samples", "Shop", "Services"), "*.cs", SearchOption.AllDirectories),
    ];

    private static string Normalise(string text) => WhiteSpace().Replace(text, " ").Trim();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ZeroTrust.Security.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The solution is not above the tests.");
        }

        return folder;
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (?<number>\d{3}) \| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex FailureRow();

    [GeneratedRegex(@"Create\w+(<\w+>)?\(\s*""(?<name>zerotrust[^""]+)""")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
