using System.IO.Compression;
using System.Security.Cryptography;

namespace Check;

/// <summary>The assemblies that were restored, and those that run, are the ones that were packed.</summary>
internal static class PackageCheck
{
    public static void Run(Report report, string packed, string restored, string built, string version)
    {
        var packages = Directory.GetFiles(packed, $"*.{version}.nupkg").Order().ToArray();
        report.Add("packages packed", 16, packages.Length);

        foreach (var package in packages)
        {
            var name = Path.GetFileName(package)[..^$".{version}.nupkg".Length];
            if (name.EndsWith(".Tool", StringComparison.Ordinal))
            {
                // A tool is installed, not referred to.
                continue;
            }

            var assembly = $"lib/net10.0/{name}.dll";
            var expected = HashInPackage(package, assembly);
            var folder = Path.Combine(restored, name.ToLowerInvariant(), version);
            report.Add($"{name} as restored, SHA-256", expected, HashOf(Path.Combine(folder, assembly)));

            // The service takes these, of its reference to one.
            if (name.Split('.')[2] is "Abstractions" or "Tokens" or "AspNetCore")
            {
                report.Add($"{name} as it runs, SHA-256", expected, HashOf(Path.Combine(built, $"{name}.dll")));
            }
        }
    }

    private static string HashInPackage(string package, string entry)
    {
        using var archive = ZipFile.OpenRead(package);
        using var stream = archive.GetEntry(entry)?.Open() ?? throw new FileNotFoundException($"{package} has no {entry}");
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    private static string HashOf(string file) => File.Exists(file) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))) : "missing";
}
