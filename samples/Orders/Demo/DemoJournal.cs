using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Audit;

namespace Orders.Demo;

/// <summary>Shows the alert as the journal has it, verifies the journal, and then a copy of it with one byte changed.</summary>
internal static class DemoJournal
{
    private static readonly byte[] Amount = Encoding.ASCII.GetBytes("\"amount\":");

    public static bool Print(TextWriter output, string journal)
    {
        var alerts = AlertsOf(journal);
        foreach (var alert in alerts)
        {
            var details = alert.GetProperty("details");
            output.WriteLine($"ALERT {details.GetProperty("rule")}: {details.GetProperty("count")} by {alert.GetProperty("user")}, {details.GetProperty("responses")}; events {details.GetProperty("events")}");
        }

        var report = JournalVerifier.Verify(journal);
        output.WriteLine($"The audit journal: {report.Verdict}, {report.Records} records, head {report.HeadHash}.");
        var copy = VerifyChangedCopy(journal);
        output.WriteLine($"A copy with one byte changed: {copy.Verdict}, {copy.Finding?.Kind} of record {copy.Finding?.Record}. {copy.Finding?.Message}");
        return alerts.Count == 1 && report.Verdict == JournalVerdict.Intact && copy is { Verdict: JournalVerdict.Damaged, Finding.Kind: JournalFindingKind.Edit };
    }

    private static List<JsonElement> AlertsOf(string journal) =>
    [
        .. from file in Directory.GetFiles(journal, "audit-*.jsonl").Order(StringComparer.Ordinal)
           from line in File.ReadLines(file)
           let record = JsonDocument.Parse(line).RootElement
           where record.GetProperty("type").GetString() == "detection.alert"
           select record,
    ];

    /// <summary>Makes the first refund of the copy one of another amount.</summary>
    private static JournalReport VerifyChangedCopy(string journal)
    {
        var copy = Directory.CreateTempSubdirectory("orders-copy-");
        try
        {
            foreach (var file in Directory.GetFiles(journal, "audit-*.jsonl"))
            {
                var bytes = File.ReadAllBytes(file);
                if (bytes.AsSpan().IndexOf(Amount) is >= 0 and var at)
                {
                    bytes[at + Amount.Length] ^= 1;
                }

                File.WriteAllBytes(Path.Combine(copy.FullName, Path.GetFileName(file)), bytes);
            }

            return JournalVerifier.Verify(copy.FullName);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
