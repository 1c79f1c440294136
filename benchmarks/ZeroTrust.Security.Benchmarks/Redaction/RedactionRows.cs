using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Redaction;

/// <summary>An entry of the log without the hook, and with it and 0, 20 and 100 secrets held; the same of an entry with an exception, and of one whose level is off.</summary>
internal static class RedactionRows
{
    private static readonly int?[] Held = [null, 0, 20, 100];

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var subjects = Array.ConvertAll(Held, static held => new RedactionSubject(held));
        try
        {
            return
            [
                .. Rows("redaction", effort, subjects, static subject => subject.LogEntries),
                .. Rows("redaction exception", effort, subjects, static subject => subject.LogExceptions),
                .. Rows("redaction level off", effort, [subjects[0], subjects[^1]], static subject => subject.LogBelowTheLevel),
            ];
        }
        finally
        {
            Array.ForEach(subjects, static subject => subject.Dispose());
        }
    }

    private static IEnumerable<GoalResult> Rows(string name, Effort effort, RedactionSubject[] subjects, Func<RedactionSubject, Action<int>> log)
    {
        int?[] held = subjects.Length == Held.Length ? Held : [Held[0], Held[^1]];
        var timings = Interleaved.Measure(effort, [.. subjects.Select((subject, i) => new Variant(NameOf(held[i]), log(subject)))]);
        return timings.SelectMany(timing => (GoalResult[])
        [
            new($"{name} {timing.Name} ns", GoalResult.Round(timing.Median), null, null, Bound.AtMost, ValueKind.Ratio, [timing]),
            new($"{name} {timing.Name} bytes", timing.Bytes!.Value, null, null, Bound.AtMost, ValueKind.Bytes, []),
        ]);
    }

    private static string NameOf(int? held) => held is { } number ? $"{number} held" : "without";
}
