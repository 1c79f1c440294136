using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit.Tests.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Settings;

/// <summary>docs/configuration.md: its examples of the journal are read, and it leaves none of the journal's settings out.</summary>
public sealed partial class AuditConfigurationPageTests
{
    [Fact]
    public void Page_ExamplesOfTheJournal_AreRead()
    {
        var examples = Example().Matches(ReadPage()).Where(static example => example.Value.Contains("\"Audit\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(examples);

        foreach (var example in examples)
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(example.Groups["json"].Value));
            var section = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("ZeroTrust:Audit");
            var services = new ServiceCollection();
            services.AddZeroTrustCore().AddAuditJournal(section).AddAuditSink(static _ => new StoreSink("postgres"));
            using var provider = services.BuildServiceProvider();

            Assert.Equal(section["Journal:Directory"], provider.GetRequiredService<IOptions<AuditJournalOptions>>().Value.Directory);
        }
    }

    [Fact]
    public void Page_EverySettingOfTheJournal_IsNamed()
    {
        var page = ReadPage();
        Assert.All(typeof(AuditJournalOptions).GetProperties(), property => Assert.Contains($"`{property.Name}`", page, StringComparison.Ordinal));
    }

    private static string ReadPage()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ZeroTrust.Security.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "configuration.md"));
    }

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
