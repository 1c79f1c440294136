using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The peppers that keys are hashed under: the same for the life of the process, or those that a live secret has at the moment.</summary>
internal sealed class Peppers : IDisposable
{
    private readonly PepperPair? _fixed;
    private readonly LivePeppers? _live;

    public Peppers(Pepper current, Pepper? previous) => _fixed = new(current, previous);

    public Peppers(LivePeppers live) => _live = live;

    /// <summary>Does as much work as any, and nothing was ever hashed under it.</summary>
    public Pepper StandIn { get; } = new(new(RandomNumberGenerator.GetBytes(Pepper.MinBytes)));

    /// <summary>Whether there is a pepper: a secret whose store was silent for too long has none.</summary>
    public bool IsThere => Pair is not null;

    /// <summary>The pepper of new keys.</summary>
    /// <exception cref="SecretUnavailableException">There is none.</exception>
    public Pepper Current => Pair?.Current ?? throw _live!.Unavailable();

    private PepperPair? Pair => _fixed ?? _live!.Pair;

    /// <summary>The pepper of that name; null when it is neither the current nor the previous one.</summary>
    public Pepper? Find(string name) => Pair?.Find(name);

    /// <summary>Whether it is the pepper before.</summary>
    public bool IsPrevious(string name) => Pair is { } pair && !string.Equals(pair.Current.Name, name, StringComparison.Ordinal) && pair.Find(name) is not null;

    public void Dispose()
    {
        StandIn.Dispose();
        _fixed?.Current.Dispose();
        _fixed?.Previous?.Dispose();
        _live?.Dispose();
    }
}
