using System.IO.Compression;
using System.Xml.Linq;

namespace Check;

/// <summary>Each package says what it is, and brings its page, its documentation and its symbols.</summary>
internal static class ContentsCheck
{
    private static readonly string[] Metadata = ["authors", "license", "readme", "description", "copyright", "tags", "projectUrl"];

    public static void Run(Report report, string packed, string version)
    {
        foreach (var package in Directory.GetFiles(packed, $"*.{version}.nupkg").Order())
        {
            var name = Path.GetFileName(package)[..^$".{version}.nupkg".Length];
            var folder = name.EndsWith(".Tool", StringComparison.Ordinal) ? "tools/net10.0/any" : "lib/net10.0";
            using var archive = ZipFile.OpenRead(package);
            using var symbols = ZipFile.OpenRead(Path.ChangeExtension(package, ".snupkg"));
            string[] missing =
            [
                .. MissingIn(archive, "README.md", $"{folder}/{name}.dll", $"{folder}/{name}.xml"),
                .. name.EndsWith(".Postgres", StringComparison.Ordinal) ? MissingIn(archive, "sql/001-schema.sql") : [],
                .. MissingIn(symbols, $"{folder}/{name}.pdb"),
                .. MissingMetadata(archive.GetEntry($"{name}.nuspec")!),
            ];
            report.Add($"{name}, missing of its contents and metadata", "nothing", missing.Length == 0 ? "nothing" : string.Join(", ", missing));
        }
    }

    private static IEnumerable<string> MissingIn(ZipArchive archive, params string[] entries) =>
        entries.Where(entry => archive.GetEntry(entry) is not { Length: > 0 });

    private static IEnumerable<string> MissingMetadata(ZipArchiveEntry nuspec)
    {
        using var stream = nuspec.Open();
        var given = XDocument.Load(stream).Root!.Elements().Single().Elements().Where(static element => element.Value.Length > 0);
        return Metadata.Except(given.Select(static element => element.Name.LocalName));
    }
}
