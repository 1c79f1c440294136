using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Audit.Tests.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Settings;

/// <summary>What configuration says of the journal and of its sinks.</summary>
public sealed class AuditSettingsTests
{
    [Fact]
    public void Journal_EverySetting_IsReadFromConfiguration()
    {
        var options = Read(static builder => builder.AddAuditJournal(), [.. All.Select(static setting => ($"Journal:{setting.Name}", setting.Text)), ("Journal:Classes:refund", "Buffered"), ("Journal:Classes:access", "required")]);

        Assert.All(All, setting => Assert.Equal(setting.Value, typeof(AuditJournalOptions).GetProperty(setting.Name)!.GetValue(options)));
        Assert.Equal([KeyValuePair.Create("access", AuditClass.Required), KeyValuePair.Create("refund", AuditClass.Buffered)], options.Classes.OrderBy(static entry => entry.Key, StringComparer.Ordinal));
        string[] inCode = ["HashKey", "DigestKey", "CheckpointKey", "Classes"];
        Assert.Equal(typeof(AuditJournalOptions).GetProperties().Select(static property => property.Name).Except(inCode).Order(), All.Select(static setting => setting.Name).Order());
    }

    [Fact]
    public void Journal_WhatCodeSays_CountsWhicheverCameFirst()
    {
        var options = Read(
            static builder => builder.AddAuditJournal("/of/code", static code => code.Capacity = 2048).AddAuditJournal(),
            ("Journal:Directory", "/of/configuration"), ("Journal:Capacity", "4096"), ("Journal:SegmentBytes", "2097152"));

        Assert.Equal(("/of/code", 2048, 2_097_152), (options.Directory, options.Capacity, options.SegmentBytes));
    }

    [Fact]
    public void Journal_OfASectionElsewhere_IsReadFromThere()
    {
        var other = Configuration("Shop:Trail", ("Journal:Directory", "/elsewhere"));

        Assert.Equal("/elsewhere", Read(builder => builder.AddAuditJournal(other.GetSection("Shop:Trail"))).Directory);
    }

    [Theory]
    [InlineData("Journal:FlushIntervall", "00:00:01", "ZeroTrust:Audit:Journal:FlushIntervall is no setting. Did you mean 'FlushInterval'?")]
    [InlineData("Jornal:Capacity", "2048", "ZeroTrust:Audit:Jornal is no setting. Did you mean 'Journal'?")]
    [InlineData("Journal", "/var/lib/audit", "ZeroTrust:Audit:Journal takes settings such as Directory and has one value.")]
    [InlineData("Journal:FlushInterval", "5", "ZeroTrust:Audit:Journal:FlushInterval is '5'; use a duration")]
    [InlineData("Journal:SegmentBytes", "64M", "ZeroTrust:Audit:Journal:SegmentBytes is '64M'; use a whole number in digits.")]
    [InlineData("Journal:SegmentBytes", "1024", "ZeroTrust:Audit:Journal:SegmentBytes: is 1024; use 1048576 to 1073741824.")]
    [InlineData("Journal:RetentionHardBytes", "99999999999999999999", "ZeroTrust:Audit:Journal:RetentionHardBytes is '99999999999999999999'; use a whole number")]
    [InlineData("Journal:Capacity", "", "ZeroTrust:Audit:Journal:Capacity is empty")]
    [InlineData("Journal:Directory:Path", "/var/lib", "ZeroTrust:Audit:Journal:Directory takes one value and has settings below it.")]
    [InlineData("Journal:Classes:refund", "Requird", "ZeroTrust:Audit:Journal:Classes:refund is 'Requird'; use one of Required, Buffered, BestEffort. Did you mean 'Required'?")]
    [InlineData("Journal:Classes:refund", "1", "ZeroTrust:Audit:Journal:Classes:refund is '1'")]
    [InlineData("Sinks:ledger:MaxEvents", "5", "ZeroTrust:Audit:Sinks is set, and no sink was added")]
    [InlineData("Detection:Lateness", "00:00:01", "ZeroTrust:Audit:Detection is set, and nothing reads it")]
    public void Journal_WhatCannotBe_IsNamedWithItsKey(string key, string value, string expected) =>
        Assert.Contains(expected, Refusal(static builder => builder.AddAuditJournal("/of/code"), (key, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("HashKey")]
    [InlineData("DigestKey")]
    [InlineData("CheckpointKey")]
    public void K1_AKeyInConfiguration_IsRefusedAndNotShown(string name)
    {
        var message = Refusal(static builder => builder.AddAuditJournal("/of/code"), ($"Journal:{name}", "canary-4711-canary-4711-canary-4711"));

        Assert.Contains($"ZeroTrust:Audit:Journal:{name} is a key", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_WithoutADirectoryAnywhere_StopsTheStart()
    {
        var application = Host.CreateEmptyApplicationBuilder(null);
        application.Services.AddZeroTrustCore().AddAuditJournal();
        using var host = application.Build();

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("ZeroTrust:Audit:Journal:Directory: is empty", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_OfTheHostsConfiguration_IsWritten()
    {
        using var scratch = new ScratchDirectory();
        var directory = Path.Combine(scratch.Path, "audit");
        var application = Host.CreateEmptyApplicationBuilder(null);
        application.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("ZeroTrust:Audit:Journal:Directory", directory)]);
        application.Services.AddZeroTrustCore().AddAuditJournal();
        using (var host = application.Build())
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IAuditTrail>().RecordAsync("refund", "4711", AuditOutcome.Allowed);
            await host.StopAsync();
        }

        Assert.Equal(JournalVerdict.Intact, JournalVerifier.Verify(directory).Verdict);
        Assert.Contains("\"refund\"", await File.ReadAllTextAsync(Path.Combine(directory, "audit-00000001.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void Sinks_AreReadByTheirNames_OverWhatCodeSays()
    {
        using var provider = Build(
            static builder => builder.AddAuditJournal("/of/code").AddAuditSink(static _ => new StoreSink("one"), static code => code.MaxEvents = 7).AddAuditSink(static _ => new StoreSink("two")),
            ("Sinks:one:MaxEvents", "5"), ("Sinks:one:MaxBytes", "2048"), ("Sinks:one:MaxAge", "00:00:02"), ("Sinks:one:CallTimeout", "00:00:03"));

        _ = provider.GetRequiredService<IOptions<AuditSinkOptions>>().Value;
        var sinks = provider.GetServices<RegisteredSink>().Select(static sink => sink.Options).ToArray();

        Assert.Equal((5, 2048, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (sinks[0].MaxEvents, sinks[0].MaxBytes, sinks[0].MaxAge, sinks[0].CallTimeout));
        Assert.Equal((1_000, 1024 * 1024), (sinks[1].MaxEvents, sinks[1].MaxBytes));
    }

    [Theory]
    [InlineData("Sinks:ledgr:MaxEvents", "5", "ZeroTrust:Audit:Sinks:ledgr is no setting. Did you mean 'ledger'?")]
    [InlineData("Sinks:ledger:MaxEvent", "5", "ZeroTrust:Audit:Sinks:ledger:MaxEvent is no setting. Did you mean 'MaxEvents'?")]
    [InlineData("Sinks:ledger:MaxAge", "1", "ZeroTrust:Audit:Sinks:ledger:MaxAge is '1'; use a duration")]
    [InlineData("Sinks:ledger:MaxBytes", "1", "of the audit sink 'ledger' is 1; use 1024 to")]
    [InlineData("Sinks:ledger", "5", "ZeroTrust:Audit:Sinks:ledger takes settings such as MaxEvents and has one value.")]
    [InlineData("Sinks", "5", "ZeroTrust:Audit:Sinks takes sinks by their names and has one value.")]
    public void Sinks_WhatCannotBe_IsNamedOnceWithItsKey(string key, string value, string expected)
    {
        using var provider = Build(static builder => builder.AddAuditJournal("/of/code").AddAuditSink(static _ => new StoreSink("ledger")), (key, value));

        var fault = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<AuditSinkOptions>>().Value);

        Assert.Contains(expected, Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    private static readonly (string Name, string Text, object Value)[] All =
    [
        ("Directory", "/var/lib/orders/audit", "/var/lib/orders/audit"),
        ("DigestKeyId", "2026-a", "2026-a"),
        ("FlushInterval", "00:00:00.020", TimeSpan.FromMilliseconds(20)),
        ("FullWait", "00:00:00.010", TimeSpan.FromMilliseconds(10)),
        ("RequiredWait", "00:00:02", TimeSpan.FromSeconds(2)),
        ("Capacity", "4096", 4096),
        ("SegmentBytes", "2097152", 2_097_152L),
        ("SegmentAge", "01:00:00", TimeSpan.FromHours(1)),
        ("LowSpaceBytes", "5000000000", 5_000_000_000L),
        ("CheckpointEvents", "500", 500L),
        ("CheckpointInterval", "00:00:30", TimeSpan.FromSeconds(30)),
        ("RetentionAge", "400.00:00:00", TimeSpan.FromDays(400)),
        ("RetentionBytes", "100000000000", 100_000_000_000L),
        ("RetentionHardBytes", "200000000000", 200_000_000_000L),
    ];

    private static AuditJournalOptions Read(Action<IZeroTrustBuilder> add, params (string Key, string Value)[] settings)
    {
        using var provider = Build(add, settings);
        return provider.GetRequiredService<IOptions<AuditJournalOptions>>().Value;
    }

    private static string Refusal(Action<IZeroTrustBuilder> add, params (string Key, string Value)[] settings) =>
        Assert.Throws<OptionsValidationException>(() => Read(add, settings)).Message;

    private static ServiceProvider Build(Action<IZeroTrustBuilder> add, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(Configuration("ZeroTrust:Audit", settings));
        add(services.AddZeroTrustCore());
        return services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(string path, params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"{path}:{setting.Key}", setting.Value)))
        .Build();
}
