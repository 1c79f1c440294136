using ZeroTrust.Security.Benchmarks.Reports;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>No number about speed is typed: pages and plot are what the command makes of the results that are kept.</summary>
public sealed class PerformancePageTests
{
    [Fact]
    public void GeneratedPages_AreWhatTheKeptResultsSay()
    {
        var stale = GeneratedPages.Make(DocsTests.Root)
            .Where(static page => File.ReadAllText(Path.Combine(DocsTests.Root, page.Key)) != page.Value)
            .Select(static page => page.Key);

        Assert.Empty(stale);
    }
}
