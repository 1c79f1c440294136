using System.Text;

namespace ZeroTrust.Security.Secrets;

/// <summary>What was found in one text, and how much was done to find it: the work is bounded by the length of the text, whoever chose it.</summary>
internal ref struct Findings(int length)
{
    /// <summary>In the place of a secret that is held, as <see cref="Secret"/> prints itself.</summary>
    public const string HeldMask = "[secret]";

    /// <summary>In the place of what has the shape of a credential, as in records of the audit.</summary>
    public const string ShapeMask = "[masked]";

    /// <summary>The most steps for each character.</summary>
    public const int MostStepsEach = 64;

    private const int StepsAnyway = 4096;

    private List<Finding>? _all;

    /// <summary>Characters that were looked at beyond the one pass.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether there is more to look at than is ever spent on a text of this length. It is masked as a whole then.</summary>
    public readonly bool IsExhausted => Steps > StepsAnyway + ((long)length * MostStepsEach);

    public readonly int Number => _all?.Count ?? 0;

    public readonly IReadOnlyList<Finding> All => _all ?? [];

    public void Count(int steps) => Steps += steps;

    public void Add(Finding finding) => (_all ??= []).Add(finding);

    /// <summary>The text with masks: the same instance where nothing was found.</summary>
    public readonly string Apply(string text)
    {
        if (IsExhausted)
        {
            return HeldMask;
        }

        if (_all is not { Count: > 0 } all)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        var kept = 0;
        foreach (var part in Merge(all))
        {
            masked.Append(text, kept, part.Start - kept).Append(part.IsHeld ? HeldMask : ShapeMask);
            kept = part.End;
        }

        return masked.Append(text, kept, text.Length - kept).ToString();
    }

    // Parts that overlap or touch are one: a mask shows no seam.
    private static List<Finding> Merge(List<Finding> all)
    {
        all.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        var merged = new List<Finding> { all[0] };
        foreach (var next in all)
        {
            var last = merged[^1];
            if (next.Start <= last.End)
            {
                merged[^1] = new(last.Start, Math.Max(last.End, next.End), last.IsHeld || next.IsHeld);
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }
}
