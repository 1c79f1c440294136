using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Revokes tokens apart from the thread that asks for it: a store may take its time. What a store does not take is tried again. Threads may share it.</summary>
internal sealed class TokenRevoker : IAsyncDisposable
{
    private const int MaxWaiting = 1024;
    private const int MaxTries = 5;

    private static readonly TimeSpan CallTime = TimeSpan.FromMinutes(1);

    private readonly IRevocationService _revocations;
    private readonly DetectionMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly SupervisedQueue<Revocation> _queue;

    public TokenRevoker(IRevocationService revocations, DetectionMetrics metrics, TimeProvider clock, ILogger logger)
    {
        (_revocations, _metrics, _clock) = (revocations, metrics, clock);
        _queue = new(MaxWaiting, CallTime, RevokeAsync, fault => Fail(fault, logger), clock);
    }

    /// <summary>Asks that the tokens issued until now are revoked.</summary>
    /// <returns><see langword="false"/> where too many wait, or the field names nobody whose tokens are known.</returns>
    public bool TryAsk(AuditFieldKind field, Caller caller)
    {
        var asked = Of(field, caller, _revocations.Now) is { } revocation && _queue.TryAdd(revocation);
        if (!asked)
        {
            _metrics.Responded("revoke", done: false);
        }

        return asked;
    }

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private static Revocation? Of(AuditFieldKind field, Caller caller, DateTimeOffset now) => (field, caller) switch
    {
        (AuditFieldKind.Client, { Client: { } client, IsAuthenticated: true }) => Revocation.OfClient((caller.User?.IssuerName ?? caller.Service?.IssuerName)!, client, now),
        (AuditFieldKind.Actor or AuditFieldKind.User, { User: { } user }) => Revocation.OfSubject(user.IssuerName, user.Subject, now),
        (AuditFieldKind.Actor or AuditFieldKind.Service, { Service: { } service }) => Revocation.OfSubject(service.IssuerName, service.Subject, now),
        _ => null,
    };

    private async ValueTask RevokeAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        for (var tries = 1; !await TryRevokeAsync(revocation, last: tries == MaxTries, cancellationToken).ConfigureAwait(false); tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 << (tries - 1)), _clock, cancellationToken).ConfigureAwait(false);
        }

        _metrics.Responded("revoke", done: true);
    }

    private async ValueTask<bool> TryRevokeAsync(Revocation revocation, bool last, CancellationToken cancellationToken)
    {
        try
        {
            await _revocations.RevokeAsync(revocation, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RevocationStoreException) when (!last)
        {
            return false;
        }
    }

    private void Fail(Exception fault, ILogger logger)
    {
        _metrics.Responded("revoke", done: false);
        DetectionLog.NotRevoked(logger, fault.GetType().Name);
    }
}
