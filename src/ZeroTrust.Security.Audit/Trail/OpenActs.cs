using System.Text.Json;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>The acts among a journal's lines that were begun and have no outcome yet, within a bound. For one thread.</summary>
/// <param name="most">How many are held at once.</param>
internal sealed class OpenActs(int most)
{
    private readonly Dictionary<Guid, OpenAct> _open = [];

    /// <summary>Those that are left.</summary>
    public IReadOnlyCollection<OpenAct> Left => _open.Values;

    /// <summary>The first record that began an act and found no place; null where all did. From there on none is taken.</summary>
    public long? FirstLeftOut { get; private set; }

    private static ReadOnlySpan<byte> Begun => "\"outcome\":\"started\""u8;

    private static ReadOnlySpan<byte> Ended => ",\"intent\":\""u8;

    /// <summary>Looks at a record.</summary>
    /// <param name="text">Its line.</param>
    /// <param name="seq">Its number.</param>
    /// <param name="mayBegin">Whether it may begin an act that is looked for.</param>
    public void Look(ReadOnlySpan<byte> text, long seq, bool mayBegin)
    {
        var (begins, ends) = (mayBegin && text.IndexOf(Begun) >= 0, text.IndexOf(Ended) >= 0);
        if (!begins && !ends)
        {
            return;
        }

        // Details may have members of the same names: those of the record itself count.
        using var document = JsonDocument.Parse(text.ToArray());
        var root = document.RootElement;
        if (root.TryGetProperty("intent"u8, out var intent) && intent.TryGetGuid(out var ended))
        {
            _open.Remove(ended);
        }
        else if (begins && root.TryGetProperty("outcome"u8, out var outcome) && outcome.ValueEquals("started"u8) && root.TryGetProperty("id"u8, out var id))
        {
            Begin(new(id.GetGuid(), root.GetProperty("type"u8).GetString()!, root.TryGetProperty("resource"u8, out var resource) ? resource.GetString() : null), seq);
        }
    }

    private void Begin(OpenAct act, long seq)
    {
        if (FirstLeftOut is null && _open.Count < most)
        {
            _open[act.Id] = act;
        }
        else
        {
            FirstLeftOut ??= seq;
        }
    }
}
