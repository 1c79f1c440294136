using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.Audit.Tests.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>A loaded service that is killed. What it said was on disk is counted outside of it.</summary>
public sealed class KilledServiceTests
{
    private const int Seed = 20261122;

    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("ZEROTRUST_KILLS"), CultureInfo.InvariantCulture, out var told) ? told : 20;

    [Fact]
    public async Task J1_KilledAtRandomPoints_HasAllThatItAcknowledged_AndAnswersEachActOnce()
    {
        using var scratch = new ScratchDirectory();
        var directory = Path.Combine(scratch.Path, "audit");
        var chance = new Random(Seed);
        var said = new List<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunUntilKilledAsync(directory, kill, acknowledgements: chance.Next(1, 400), said);
            var verdict = JournalVerifier.Verify(directory).Verdict;
            Assert.True(verdict is JournalVerdict.Intact or JournalVerdict.TornTail, $"seed {Seed}, kill {kill}: {verdict}");
        }

        // Two more starts in good order: what the last run left is answered, and nothing twice.
        await RunInGoodOrderAsync(directory);
        await RunInGoodOrderAsync(directory);
        Assert.Equal(JournalVerdict.Intact, JournalVerifier.Verify(directory).Verdict);

        var refunds = Records(directory).Where(static record => record.GetProperty("type").ValueEquals("refund"u8)).ToList();
        var intents = refunds.Where(static record => record.GetProperty("outcome").ValueEquals("started"u8)).Select(static record => record.GetProperty("id").GetGuid()).ToList();
        var outcomes = refunds.Where(static record => record.TryGetProperty("intent"u8, out _)).Select(static record => record.GetProperty("intent").GetGuid()).ToList();
        var done = refunds.Where(static record => record.GetProperty("outcome").ValueEquals("allowed"u8)).Select(static record => record.GetProperty("intent").GetGuid()).ToHashSet();
        Assert.Equal(intents.Count, intents.ToHashSet().Count);
        Assert.Equal(intents.Order(), outcomes.Order());
        Assert.True(outcomes.Count > done.Count, "no act was cut off: this proves nothing of the recovery");
        Assert.Subset(intents.ToHashSet(), IdsOf(said, "intent"));
        Assert.Subset(done, IdsOf(said, "outcome"));
        Assert.True(said.Count > Kills);
    }

    private static HashSet<Guid> IdsOf(List<string> said, string what) =>
        [.. said.Select(static line => line.Split(' ')).Where(parts => parts.Length == 3 && parts[0] == what).Select(static parts => Guid.Parse(parts[2]))];

    private static async Task RunUntilKilledAsync(string directory, int run, int acknowledgements, List<string> said)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ZeroTrust.Security.Audit.Killed.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, directory, run.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            for (var i = 0; i < acknowledgements && await process.StandardOutput.ReadLineAsync() is { } line; i++)
            {
                said.Add(line);
            }
        }
        finally
        {
            process.Kill();
        }

        // What it said before it died counts too; a line that was cut off does not.
        var rest = await process.StandardOutput.ReadToEndAsync();
        said.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await process.WaitForExitAsync();
        Assert.Equal(128 + 9, process.ExitCode);
    }

    private static async Task RunInGoodOrderAsync(string directory)
    {
        var application = Host.CreateEmptyApplicationBuilder(null);
        var marks = Records(directory).Count(static record => record.GetProperty("type").ValueEquals("journal.recovery"u8));
        var sink = new WaitingSink($"run-{marks}", marks);
        application.Services.AddZeroTrustCore().AddAuditJournal(directory, static options => options.SegmentBytes = 1024 * 1024).AddAuditSink(_ => sink, static options => options.MaxAge = TimeSpan.FromMilliseconds(10));
        using var host = application.Build();
        await host.StartAsync();
        await sink.Recovered.Task;
        await host.StopAsync();
    }

    // A line that the kill cut off has no end yet.
    private static IEnumerable<JsonElement> Records(string directory) => Directory.GetFiles(directory, "*.jsonl").Order(StringComparer.Ordinal)
        .Select(File.ReadAllText)
        .SelectMany(static text => text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Select(static line => JsonDocument.Parse(line).RootElement);

    // It begins at the oldest record, and so sees every mark: this run's is the one after those that were there.
    private sealed class WaitingSink(string name, int marksBefore) : IAuditSink
    {
        private static readonly byte[] Mark = "\"type\":\"journal.recovery\""u8.ToArray();

        private int _seen;

        public TaskCompletionSource Recovered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => name;

        public ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
        {
            _seen += batch.Records.Count(static record => record.Line.Span.IndexOf(Mark) >= 0);
            if (_seen > marksBefore)
            {
                Recovered.TrySetResult();
            }

            return new(AuditSinkResult.StoredAll(batch));
        }
    }
}
