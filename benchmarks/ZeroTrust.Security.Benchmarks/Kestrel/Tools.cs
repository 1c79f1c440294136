namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>The programs of the system that can be called by name.</summary>
internal static class Tools
{
    public static bool Has(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));
}
