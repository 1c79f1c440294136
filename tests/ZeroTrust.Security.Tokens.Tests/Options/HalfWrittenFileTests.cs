using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed class HalfWrittenFileTests
{
    private const string Whole =
        """
        {
          "ZeroTrust": {
            "Issuers": {
              "corporate": { "Authority": "https://id.example.com", "Audiences": [ "orders" ], "MaxLifetime": "01:00:00" }
            },
            "Roles": { "agent": [ "orders:read" ] }
          }
        }
        """;

    [Fact]
    public async Task Reload_AFileCutAnywhere_ChangesNothingUntilItIsWhole()
    {
        using var files = new TestFiles { ["settings.json"] = Whole };
        await using var trust = new TrustRig(Read(files));
        var before = trust.Source.Current;

        for (var length = 0; length < Whole.Length; length += 7)
        {
            files["settings.json"] = Whole[..length];
            files.Notice();

            Assert.Same(before, trust.Source.Current);
            Assert.NotNull(trust.Model.Current.ReloadFault);
        }

        files["settings.json"] = Whole.Replace("orders:read", "orders:write", StringComparison.Ordinal);
        files.Notice();

        Assert.Null(trust.Model.Current.ReloadFault);
        Assert.Equal(["orders:write"], trust.Source.Current.Roles["agent"]);
    }

    [Fact]
    public async Task Reload_AFileEmptiedOfASection_ChangesNothing()
    {
        using var files = new TestFiles { ["settings.json"] = Whole };
        await using var trust = new TrustRig(Read(files));
        var before = trust.Source.Current;

        foreach (var text in (string[])["{}", """{"ZeroTrust":{}}""", Whole.Replace("""[ "orders" ]""", "[]", StringComparison.Ordinal), Whole.Replace(", \"MaxLifetime\": \"01:00:00\"", "", StringComparison.Ordinal)])
        {
            files["settings.json"] = text;
            files.Notice();

            Assert.Same(before, trust.Source.Current);
            Assert.NotNull(trust.Model.Current.ReloadFault);
        }
    }

    // A file that does not parse leaves its layer empty: as much of a loss as a section that is gone.
    private static IConfigurationRoot Read(TestFiles files) => new ConfigurationBuilder()
        .AddJsonFile(source =>
        {
            source.FileProvider = files;
            source.Path = "settings.json";
            source.ReloadOnChange = true;
            source.ReloadDelay = 0;
            source.OnLoadException = static context => context.Ignore = true;
        })
        .Build();
}
