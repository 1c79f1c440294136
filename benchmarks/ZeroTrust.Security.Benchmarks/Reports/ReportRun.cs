namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>Writes the generated pages into the repository.</summary>
internal static class ReportRun
{
    /// <returns>The exit code.</returns>
    public static int Run()
    {
        var root = FindRoot();
        foreach (var (path, text) in GeneratedPages.Make(root))
        {
            File.WriteAllText(Path.Combine(root, path), text);
            Console.WriteLine(path);
        }

        return 0;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ZeroTrust.Security.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The solution is not above this program.");
        }

        return folder;
    }
}
