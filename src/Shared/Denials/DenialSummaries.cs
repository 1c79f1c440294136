using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace ZeroTrust.Security.Denials;

/// <summary>
/// Denials, and failures, of requests whose callers nobody has proven: above so many a second from one source they are counted, and one record says how many there were.
/// So whoever can send requests cannot fill the disk. For one thread.
/// </summary>
internal sealed class DenialSummaries(TimeProvider clock)
{
    public const string RecordType = "access.summary";
    public const int PerSecond = 100;

    private const string OtherCode = "other";
    private const int MaxCodes = 32;

    // Beyond these, sources share one count.
    private const int MaxSources = 10_000;

    // What the request path says of callers on its own account; what the application records stays whole.
    private static readonly FrozenSet<string> Types = FrozenSet.ToFrozenSet(["access", "access.resource", "headers.identity", "certificate.forwarded"], StringComparer.Ordinal);

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Dictionary<DenialSource, Source> _sources = [];
    private long _begun = clock.GetTimestamp();

    /// <summary>Whether the second is over, so that <see cref="Take"/> has something to say.</summary>
    public bool IsDue => _sources.Count > 0 && clock.GetElapsedTime(_begun) >= Window;

    /// <summary>Counts a decision in place of writing it.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="asEvent">The event it came as; null where it came by value.</param>
    /// <returns><see langword="false"/> where it is to be written.</returns>
    public bool Absorbs(in AuditDecision decision, AuditEvent? asEvent)
    {
        if (decision.Outcome is not (AuditOutcome.Denied or AuditOutcome.Failed) || !IsDecision(asEvent) || decision.Caller is { IsAuthenticated: true })
        {
            return false;
        }

        if (_sources.Count == 0)
        {
            _begun = clock.GetTimestamp();
        }

        var key = DenialSource.Of(decision.ForwardedAddress ?? decision.ClientAddress);
        key = _sources.Count >= MaxSources && !_sources.ContainsKey(key) ? default : key;
        ref var source = ref CollectionsMarshal.GetValueRefOrAddDefault(_sources, key, out _);
        source.Seen++;
        if (source.Seen <= PerSecond)
        {
            return false;
        }

        source.Codes ??= new(StringComparer.Ordinal);
        CollectionsMarshal.GetValueRefOrAddDefault(source.Codes, CodeOf(decision, source.Codes), out _)++;
        return true;
    }

    /// <summary>The summaries of the second that is over; a new one begins.</summary>
    public IReadOnlyList<DenialSummary> Take()
    {
        var taken = new List<DenialSummary>();
        foreach (var (key, source) in _sources)
        {
            if (source.Codes is { } codes)
            {
                taken.Add(new(key, codes));
            }
        }

        _sources.Clear();
        return taken;
    }

    // A decision comes by value or as an event without anything of its own.
    private static bool IsDecision(AuditEvent? asEvent) =>
        asEvent is null || (asEvent is { Intent: null, Details.Count: 0 } && Types.Contains(asEvent.Type));

    // Codes come from a closed list; whatever else somebody hands in fits a summary too.
    private static string CodeOf(in AuditDecision decision, Dictionary<string, long> known)
    {
        var code = decision.Code ?? decision.Type;
        return known.ContainsKey(code) || (known.Count < MaxCodes && code is { Length: >= 1 and <= 64 } and not ("count" or "prefix") && code.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.')) ? code : OtherCode;
    }

    private struct Source
    {
        public int Seen;
        public Dictionary<string, long>? Codes;
    }
}
