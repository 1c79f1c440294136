using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.IdentityModel.Tokens;
using ZeroTrust.Security.ConformanceTests.Differential.Inspection;
using ZeroTrust.Security.ConformanceTests.Differential.Strictness;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>Judges the tokens of one seed by both sides, on two threads, and checks each pair of verdicts.</summary>
internal sealed class DifferentialRun(ulong seed, long count)
{
    private const int Threads = 2;
    private const int AllocationLimit = 1024 * 1024;

    // The limit of 50 ms is for an idle machine; a hang is found at a hundred times that.
    private static readonly TimeSpan HangLimit = TimeSpan.FromMilliseconds(50 * 100);

    private readonly TestWorld _world = new();
    private readonly ManualTimeProvider _clock = new(TestWorld.Now);
    private long _next;

    public async Task<DifferentialReport> RunAsync()
    {
        var source = new TokenSource(_world, seed);
        var reports = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() => JudgeAllAsync(source))));
        var sum = new DifferentialReport();
        foreach (var report in reports)
        {
            sum.Add(report);
        }

        return sum;
    }

    private async Task<DifferentialReport> JudgeAllAsync(TokenSource source)
    {
        var report = new DifferentialReport();
        using var ours = new OurSide(_world, _clock);
        var handler = new HandlerSide(_world, _clock);
        for (var number = Interlocked.Increment(ref _next); number <= count; number = Interlocked.Increment(ref _next))
        {
            await JudgeAsync(source.Make(number), ours, handler, report);
        }

        return report;
    }

    [SuppressMessage("Design", "CA1031", Justification = "An exception that escapes either side, of any type, is what the run looks for.")]
    private async Task JudgeAsync(GeneratedToken token, OurSide ours, HandlerSide handler, DifferentialReport report)
    {
        try
        {
            var verdict = JudgeByUs(token, ours, report);
            var theirs = await handler.ValidateAsync(token.Text);
            report.CountVerdicts(token.Class, verdict.Accepted, theirs.IsValid);
            if (Compare(token, verdict, theirs, report) is { } fault)
            {
                report.AddFault($"{fault} [seed {seed}, token {token.Number}, {token.Class}] {token.Text}");
            }
        }
        catch (Exception exception)
        {
            report.AddFault($"{exception.GetType().Name} escaped: {exception.Message} [seed {seed}, token {token.Number}, {token.Class}] {token.Text}");
        }
    }

    private static TokenVerdict JudgeByUs(GeneratedToken token, OurSide ours, DifferentialReport report)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var pending = ours.ValidateAsync(token.Text);
        var time = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated - (4 * token.Text.Length);

        report.CountCost(time, allocated);
        if (time > HangLimit || allocated > AllocationLimit)
        {
            report.AddFault($"Took {time.TotalMilliseconds} ms and {allocated} bytes beyond 4 x size [token {token.Number}, {token.Class}] {token.Text}");
        }

        return pending.IsCompletedSuccessfully ? pending.Result : throw new InvalidOperationException("With keys at hand a validation waited or failed.");
    }

    private string? Compare(GeneratedToken token, TokenVerdict verdict, TokenValidationResult theirs, DifferentialReport report)
    {
        if (!verdict.Accepted && !theirs.IsValid)
        {
            return null;
        }

        var inspected = new InspectedToken(_world, token.Text);
        if (!verdict.Accepted)
        {
            var stricter = StricterTable.Find(inspected, verdict.Failure);
            report.CountStricter(stricter?.Name ?? "unexplained");
            return stricter is null ? $"Refused by us as {verdict.Failure}, accepted by the handler, and no listed class explains it" : null;
        }

        return !theirs.IsValid ? $"Accepted by us, refused by the handler: {theirs.Exception?.Message}"
            : StricterTable.All.FirstOrDefault(row => row.Applies(inspected)) is { } row ? $"Accepted by us, though of the class '{row.Name}': {row.Reason}"
            : inspected.Payload.Text("jti") != verdict.Token.TokenId ? "Accepted by both, and our jti is not the token's"
            : null;
    }
}
