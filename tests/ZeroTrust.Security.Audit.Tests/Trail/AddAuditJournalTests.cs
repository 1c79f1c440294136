using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Audit.Tests.Trail;

public sealed class AddAuditJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zt-trail-").FullName;

    private string Journal => Path.Combine(_folder, "audit");

    [Fact]
    public async Task Host_RecordsIntoAJournalThatVerifies()
    {
        using var key = new Secret(new byte[32]);
        await using var services = Build(options => options.HashKey = key);
        var host = Assert.Single(services.GetServices<IHostedService>());
        await host.StartAsync(CancellationToken.None);

        await services.GetRequiredService<IAuditTrail>().RecordAsync("refund", "4711", AuditOutcome.Allowed, ("amount", 89.99m));
        await host.StopAsync(CancellationToken.None);

        var report = JournalVerifier.Verify(Journal, new() { HashKey = key });
        Assert.Equal(JournalVerdict.Intact, report.Verdict);
        var lines = Directory.GetFiles(Journal, "*.jsonl").SelectMany(File.ReadAllLines).Where(static line => line.StartsWith('{')).ToList();
        Assert.Contains(lines, static line => line.Contains("\"type\":\"refund\"", StringComparison.Ordinal) && line.Contains("\"details\":{\"amount\":89.99}", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("\"type\":\"audit.start\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RelativeDirectory_BeginsAtTheContentRoot()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = _folder });
        services.AddZeroTrustCore().AddAuditJournal("records");
        await using var provider = services.BuildServiceProvider();
        var host = Assert.Single(provider.GetServices<IHostedService>());

        await host.StartAsync(CancellationToken.None);
        await host.StopAsync(CancellationToken.None);

        Assert.Equal(JournalVerdict.Intact, JournalVerifier.Verify(Path.Combine(_folder, "records")).Verdict);
    }

    [Fact]
    public async Task Host_DoesNotStartWhereTheJournalIsInUse()
    {
        await using var first = Build();
        await using var second = Build();
        var holder = Assert.Single(first.GetServices<IHostedService>());
        await holder.StartAsync(CancellationToken.None);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Assert.Single(second.GetServices<IHostedService>()).StartAsync(CancellationToken.None));

        Assert.Contains("(locked)", fault.Message, StringComparison.Ordinal);
        await holder.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void Settings_ThatCannotBe_AreNamedTogether()
    {
        using var key = new Secret(new byte[31]);
        using var services = Build(options =>
        {
            options.HashKey = options.DigestKey = key;
            options.FlushInterval = TimeSpan.Zero;
            options.FullWait = TimeSpan.FromSeconds(2);
            options.RequiredWait = TimeSpan.FromMilliseconds(99);
            options.Capacity = 1025;
            options.Classes["refund"] = (AuditClass)9;
        });

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<AuditJournalOptions>>().Value);

        string[] names = ["HashKey", "DigestKey", "DigestKeyId", "FlushInterval", "FullWait", "RequiredWait", "Capacity", "Classes"];
        Assert.All(names, name => Assert.Contains(fault.Failures, failure => failure.Contains($"{name}", StringComparison.Ordinal)));
        Assert.Equal(names.Length, fault.Failures.Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceProvider Build(Action<AuditJournalOptions>? configure = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddZeroTrustCore().AddAuditJournal(Journal, configure);
        return services.BuildServiceProvider();
    }
}
