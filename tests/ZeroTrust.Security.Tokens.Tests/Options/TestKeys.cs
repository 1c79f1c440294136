using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>Keys that only note what is done with them.</summary>
internal sealed class TestKeys(IssuerKeySettings settings) : IssuerKeys(settings)
{
    public bool Started { get; private set; }

    public bool Disposed { get; private set; }

    public IssuerKeys? TakenFrom { get; private set; }

    public override IssuerKeySet? Current => null;

    public override IssuerKeyStatus Status => new(Settings.IssuerName, Usable: Started && !Disposed, Stale: false, LastSuccess: null, Problem: null);

    public override TimeSpan Age => TimeSpan.Zero;

    public override ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken) => new(KeyFetch.NotAllowed);

    public override void TakeOver(IssuerKeys previous) => TakenFrom = previous;

    public override void Start() => Started = true;

    public override void Dispose() => Disposed = true;

    public override ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
