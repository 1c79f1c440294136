using System.Collections;

namespace ZeroTrust.Security.Secrets;

/// <summary>The state of an entry with its masks.</summary>
internal sealed class RedactedState(string message, KeyValuePair<string, object?>[] pairs) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public static Func<RedactedState, Exception?, string> Formatter { get; } = static (state, _) => state.ToString();

    public int Count => pairs.Length;

    public KeyValuePair<string, object?> this[int index] => pairs[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => message;
}
