namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The pepper of new keys and, while keys are changed over, the one before.</summary>
internal sealed class Peppers(Pepper current, Pepper? previous) : IDisposable
{
    public Pepper Current => current;

    /// <summary>The pepper of that name; null when it is neither.</summary>
    public Pepper? Find(string name)
    {
        if (string.Equals(current.Name, name, StringComparison.Ordinal))
        {
            return current;
        }

        return string.Equals(previous?.Name, name, StringComparison.Ordinal) ? previous : null;
    }

    public void Dispose()
    {
        current.Dispose();
        previous?.Dispose();
    }
}
