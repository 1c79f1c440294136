using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Text;

/// <summary>The text vectors as fields of audit events, in the trail to the log.</summary>
public sealed class AuditVectorTests(ITestOutputHelper output)
{
    private const string Replacement = "\ufffd";

    // Longer lines are cut; the shortest naughty string that is cut is well beyond it.
    private const int Uncut = 80;

    [VectorFact]
    public void NaughtyString_AsSubjectAndKeyId_IsOneLineThatReadsBackAsItWas()
    {
        using var lines = new RecordedLines();
        using var document = VectorFolder.Read("naughty-strings/blns.json");
        var run = new VectorRun("naughty-strings/blns.json (in the audit trail)", 515, output);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (text, index) in document.RootElement.EnumerateArray().Select(static (element, index) => (element.GetString()!, index)))
        {
            var id = index.ToString(CultureInfo.InvariantCulture);
            var line = "";
            run.Case(id, text.Length, label: true, () =>
            {
                line = lines.Record(CallerNamed(text), RefusedWithKeyId(text));
                return RecordedLines.IsOnePrintableLine(line) ? Answer.Accept : Answer.Reject("line with other than printable ASCII");
            });
            if (text.Length <= Uncut && (!RecordedLines.Unescape(line).Contains(text, StringComparison.Ordinal) || seen.GetValueOrDefault(line, text) != text))
            {
                run.Fault(id, $"became {line}");
            }

            seen[line] = text;
        }

        run.Finish();
    }

    [VectorFact]
    public void Utf8Sequence_InAuditField_IsEscapedOrNotThereAndNeverReplaced()
    {
        using var lines = new RecordedLines();
        using var document = VectorFolder.Read("utf8/utf8tests.json");
        var run = new VectorRun("utf8/utf8tests.json (in the audit trail)", 216, output);
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            var id = vector.GetProperty("id").GetString()!;
            var bytes = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            var line = "";
            run.Case(id, bytes.Length, label: true, () =>
            {
                line = vector.GetProperty("valid").GetBoolean()
                    ? lines.Record(CallerNamed(Encoding.UTF8.GetString(bytes)))
                    : lines.Record(Caller.Anonymous, Refused(bytes));
                return RecordedLines.IsOnePrintableLine(line) ? Answer.Accept : Answer.Reject("line with other than printable ASCII");
            });
            if (!ReadsBack(vector, line, bytes))
            {
                run.Fault(id, $"became {line}");
            }
        }

        run.Finish();
    }

    // Bytes that are no text never become text: a refused token's kid is shown whole or not at all.
    private static bool ReadsBack(JsonElement vector, string line, byte[] bytes)
    {
        var text = RecordedLines.Unescape(line);
        return vector.GetProperty("valid").GetBoolean()
            ? text.Contains(Encoding.UTF8.GetString(bytes), StringComparison.Ordinal)
            : !text.Contains(Replacement, StringComparison.Ordinal) && text.Contains("unverified key ;", StringComparison.Ordinal);
    }

    private static Caller CallerNamed(string subject) => new() { User = new("vectors", subject) };

    private static UnverifiedToken? RefusedWithKeyId(string keyId) =>
        VectorTrust.Validator.Validate(TokenWithKeyId(JsonSerializer.SerializeToUtf8Bytes(keyId))).Unverified;

    private static UnverifiedToken? Refused(byte[] keyId) => VectorTrust.Validator.Validate(TokenWithKeyId([(byte)'"', .. keyId, (byte)'"'])).Unverified;

    private static string TokenWithKeyId(byte[] keyId) => VectorTrust.Sign(
        VectorTrust.ObjectWith(VectorTrust.HeaderMembers, "kid", keyId), Encoding.UTF8.GetBytes($"{{{VectorTrust.PayloadMembers},\"sub\":\"user\"}}"));
}
