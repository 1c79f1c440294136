using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>docs/configuration.md: its examples start, and it leaves no setting out.</summary>
public sealed partial class ConfigurationPageTests
{
    [Fact]
    public async Task Page_EveryExample_Starts()
    {
        // One with settings of the journal or of stores of secrets is for whoever adds these: their own tests start it.
        var examples = Example().Matches(ReadPage())
            .Where(static example => !example.Value.Contains("\"Audit\"", StringComparison.Ordinal) && !example.Value.Contains("\"Secrets\"", StringComparison.Ordinal))
            .ToList();
        Assert.True(examples.Count >= 9);

        foreach (var example in examples)
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(example.Groups["json"].Value));
            await using var trust = new TrustRig(new ConfigurationBuilder().AddJsonStream(json).Build());

            Assert.NotEmpty(trust.Model.Current.Issuers);
        }
    }

    [Fact]
    public void Page_EverySetting_IsNamed()
    {
        var page = ReadPage();
        foreach (var type in (Type[])[typeof(ZeroTrustOptions), typeof(IssuerOptions), typeof(AssertionBounds), typeof(TokenCacheOptions), typeof(RevocationOptions)])
        {
            foreach (var property in type.GetProperties())
            {
                Assert.Contains($"`{property.Name}`", page, StringComparison.Ordinal);
            }
        }
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
