using System.Collections;

namespace ZeroTrust.Security.Secrets;

/// <summary>A scope of names and values, masked each time it is read.</summary>
internal sealed class RedactedScope(IEnumerable<KeyValuePair<string, object?>> scope, LogRedactor redactor) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => scope is IReadOnlyCollection<KeyValuePair<string, object?>> counted ? counted.Count : scope.Count();

    public KeyValuePair<string, object?> this[int index] =>
        redactor.RedactPair(scope is IReadOnlyList<KeyValuePair<string, object?>> list ? list[index] : scope.ElementAt(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => scope.Select(redactor.RedactPair).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => redactor.RedactText(scope);
}
