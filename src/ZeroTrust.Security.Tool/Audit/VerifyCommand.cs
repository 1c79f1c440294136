using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using ZeroTrust.Security.Audit;

namespace ZeroTrust.Security.Tool.Audit;

/// <summary><c>zerotrust audit verify DIR</c>: names the first bad record, and says by its exit code whether there is one.</summary>
internal static class VerifyCommand
{
    public static Command Make(TextWriter output, IAnsiConsole? watched)
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "The journal's directory." };
        var checkpoints = new Option<FileInfo?>("--checkpoint") { Description = "Signed heads that were kept elsewhere, one a line." };
        var keys = new Option<FileInfo?>("--keys") { Description = "The public keys of heads and tombstones, as a key set (RFC 7517)." };
        var hashKey = new Option<FileInfo?>("--hash-key") { Description = "The key of the hashes, byte for byte." };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("verify", "Checks every record. Exit code 0: intact; 1: tampered with; 2: the key of the hashes is missing; 64: usage; 66: cannot be read.")
        {
            directory, checkpoints, keys, hashKey, json,
        };
        command.SetAction(parsed =>
        {
            using var secret = parsed.GetValue(hashKey) is { } file ? new Secret(File.ReadAllBytes(file.FullName)) : null;
            var verification = new JournalVerification
            {
                HashKey = secret,
                Checkpoints = parsed.GetValue(checkpoints) is { } heads ? [.. File.ReadLines(heads.FullName).Where(static line => line.Length > 0)] : [],
                CheckpointKeys = parsed.GetValue(keys) is { } set ? File.ReadAllText(set.FullName) : null,
            };
            var report = Verify(parsed.GetRequiredValue(directory).FullName, verification, watched);
            output.WriteLine(parsed.GetValue(json) ? ToJson(report) : Describe(report, verification));
            return report.Verdict switch
            {
                JournalVerdict.Damaged => ExitCode.Damaged,
                JournalVerdict.Unproven => ExitCode.Unproven,
                _ => ExitCode.Good,
            };
        });
        return command;
    }

    private static JournalReport Verify(string directory, JournalVerification verification, IAnsiConsole? watched) =>
        watched is null ? JournalVerifier.Verify(directory, verification) : watched.Progress().Start(context =>
        {
            var task = context.AddTask("verifying");
            return JournalVerifier.Verify(directory, verification with { Progress = new Bar(task) });
        });

    private static string Describe(JournalReport report, JournalVerification verification)
    {
        if (report.Finding is { } finding)
        {
            return $"DAMAGED  {finding.Kind.ToString().ToLowerInvariant()} of record {finding.Record}\n{finding.Message}";
        }

        var heads = report.Checkpoints == 0 ? "no signed head was at hand, so a missing end would not show"
            : $"{report.Checkpoints} signed heads agree{(verification.CheckpointKeys is null ? ", their signatures not checked" : "")}";
        return $"""
            {report.Verdict.ToString().ToUpperInvariant()}  records {report.First} to {report.Last} in {report.Segments} files of journal {report.Journal}
            head     {report.HeadHash}
            heads    {heads}
            ended    {(report.Closed ? "closed" : "not closed: in use, or stopped without a word")}; {report.Repairs} repairs, {report.ClockSteps} clock steps, {report.SupersededBytes} bytes that do not count
            """;
    }

    private static string ToJson(JournalReport report)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("verdict", report.Verdict.ToString());
            writer.WriteString("journal", report.Journal);
            writer.WriteNumber("records", report.Records);
            writer.WriteNumber("first", report.First);
            writer.WriteNumber("last", report.Last);
            writer.WriteString("head", report.HeadHash);
            writer.WriteNumber("files", report.Segments);
            writer.WriteNumber("checkpoints", report.Checkpoints);
            writer.WriteBoolean("closed", report.Closed);
            writer.WriteNumber("repairs", report.Repairs);
            writer.WriteNumber("supersededBytes", report.SupersededBytes);
            writer.WriteNumber("clockSteps", report.ClockSteps);
            if (report.Finding is { } finding)
            {
                writer.WriteStartObject("finding");
                writer.WriteString("kind", finding.Kind.ToString());
                writer.WriteNumber("record", finding.Record);
                writer.WriteString("file", finding.File);
                writer.WriteNumber("line", finding.Line);
                writer.WriteNumber("offset", finding.Offset);
                writer.WriteString("message", finding.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class Bar(ProgressTask task) : IProgress<JournalProgress>
    {
        public void Report(JournalProgress value)
        {
            task.MaxValue = Math.Max(1, value.TotalBytes);
            task.Value = value.Bytes;
        }
    }
}
