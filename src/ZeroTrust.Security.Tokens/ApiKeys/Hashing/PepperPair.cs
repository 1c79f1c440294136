namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The pepper of new keys and the one before, of one moment.</summary>
/// <param name="Current">The pepper of new keys.</param>
/// <param name="Previous">The one before; null for none.</param>
internal sealed record PepperPair(Pepper Current, Pepper? Previous)
{
    /// <summary>The pepper of that name; null when it is neither.</summary>
    public Pepper? Find(string name) =>
        string.Equals(Current.Name, name, StringComparison.Ordinal) ? Current
        : string.Equals(Previous?.Name, name, StringComparison.Ordinal) ? Previous
        : null;
}
