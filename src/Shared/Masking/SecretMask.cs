using System.Buffers;
using System.Text;

namespace ZeroTrust.Security.Masking;

/// <summary>
/// Finds text that has the shape of a credential, so that a record does not keep one that came in by mistake. A rule of shapes: what looks like
/// ordinary text is not found, so it is the second net and the types of values are the first.
/// </summary>
internal static class SecretMask
{
    public const string Mask = "[masked]";

    private const int LongRun = 40;
    private const int LongHex = 64;
    private const string PemStart = "-----BEGIN ";

    // The characters of base64, base64url and of tokens (RFC 6750 §2.1, b64token).
    private static readonly SearchValues<char> RunCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    private static readonly SearchValues<char> HexCharacters = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly string[] Introductions =
        ["bearer ", "basic ", "dpop ", "password=", "passwd=", "pwd=", "secret=", "token=", "api_key=", "apikey=", "signature=", "sig="];

    /// <summary>The text with every credential-shaped part replaced; the same instance where there is none.</summary>
    public static string Apply(string text)
    {
        StringBuilder? masked = null;
        var kept = 0;
        var at = NextRun(text, 0);
        while (at < text.Length)
        {
            var end = EndOfRun(text, at);
            var from = SecretIn(text, at, end);
            if (from >= 0)
            {
                var isPem = text.AsSpan(from).StartsWith(PemStart, StringComparison.Ordinal);
                masked = (masked ?? new()).Append(text, kept, from - kept).Append(Mask);
                kept = isPem ? text.Length : end;
            }

            at = NextRun(text, Math.Max(end, kept));
        }

        return masked is null ? text : masked.Append(text, kept, text.Length - kept).ToString();
    }

    private static int NextRun(string text, int from)
    {
        var next = text.AsSpan(from).IndexOfAny(RunCharacters);
        return next < 0 ? text.Length : from + next;
    }

    private static int EndOfRun(string text, int from)
    {
        var length = text.AsSpan(from).IndexOfAnyExcept(RunCharacters);
        return length < 0 ? text.Length : from + length;
    }

    /// <summary>Where in a run a secret begins; -1 where there is none.</summary>
    private static int SecretIn(string text, int start, int end)
    {
        var run = text.AsSpan(start, end - start);
        if (text.AsSpan(start).StartsWith(PemStart, StringComparison.Ordinal))
        {
            return start;
        }

        foreach (var introduction in Introductions)
        {
            // A scheme stands before the run, an assignment within it.
            var within = run.IndexOf(introduction, StringComparison.OrdinalIgnoreCase);
            if (within >= 0 && run.Length > within + introduction.Length)
            {
                return start + within + introduction.Length;
            }

            if (text.AsSpan(0, start).EndsWith(introduction, StringComparison.OrdinalIgnoreCase))
            {
                return start;
            }
        }

        return LooksMade(run) ? start : -1;
    }

    private static bool LooksMade(ReadOnlySpan<char> run)
    {
        foreach (var known in KnownStarts.All)
        {
            if (run.Length >= known.Length + 16 && run.StartsWith(known, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return IsRandom(run, withSlashes: false) || ((run.Contains('+') || run.EndsWith("=")) && IsRandom(run, withSlashes: true));
    }

    /// <summary>Whether a long stretch has upper and lower case letters and digits, or is a long hexadecimal number.</summary>
    private static bool IsRandom(ReadOnlySpan<char> run, bool withSlashes)
    {
        foreach (var range in run.SplitAny(withSlashes ? "." : "./=~"))
        {
            var part = run[range];
            if ((part.Length >= LongHex && !part.ContainsAnyExcept(HexCharacters))
                || (part.Length >= LongRun && part.ContainsAnyInRange('0', '9') && part.ContainsAnyInRange('a', 'z') && part.ContainsAnyInRange('A', 'Z')))
            {
                return true;
            }
        }

        return false;
    }
}
