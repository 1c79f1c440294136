namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// The keys of one issuer with what keeps them fresh. Whoever makes it starts it once and disposes of it when the issuer leaves
/// the settings; a validation still running with it then sees its last keys. Threads may share it.
/// </summary>
internal abstract class IssuerKeys(IssuerKeySettings settings) : IIssuerKeys, IDisposable, IAsyncDisposable
{
    /// <summary>What it was made from. Equal settings after a reload: keep this object, with the keys it has.</summary>
    public IssuerKeySettings Settings { get; } = settings;

    public abstract IssuerKeySet? Current { get; }

    /// <summary>For reports and health.</summary>
    public abstract IssuerKeyStatus Status { get; }

    /// <summary>How long ago keys were last had; when never, how long ago this object was made.</summary>
    public abstract TimeSpan Age { get; }

    public abstract ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken);

    /// <summary>Takes the keys of what it replaces, so that a reload during an outage loses none. Before <see cref="Start"/>.</summary>
    /// <param name="previous">Of settings that give the same keys.</param>
    public virtual void TakeOver(IssuerKeys previous)
    {
    }

    /// <summary>Begins the background work. Returns at once; a second call does nothing.</summary>
    public abstract void Start();

    /// <summary>Ends the background work without waiting for it.</summary>
    public abstract void Dispose();

    /// <summary>Ends the background work and waits until it has ended.</summary>
    public abstract ValueTask DisposeAsync();
}
