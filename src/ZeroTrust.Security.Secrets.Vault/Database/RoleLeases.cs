using System.Globalization;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>
/// The credentials of one role: those in force are renewed for as long as Vault renews them and their token lives, and made anew then, or where they were refused. Those before live to their own end: connections that are open still
/// need them.
/// </summary>
internal sealed class RoleLeases(VaultSession session, string mount, string role, VaultLeaseReport report, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _listGate = new();
    private readonly List<DatabaseLease> _live = [];
    private DatabaseLease? _current;
    private int _count;

    /// <summary>How many Vault has not taken back, as far as is known here.</summary>
    public int Live
    {
        get
        {
            lock (_listGate)
            {
                return _live.Count(lease => lease.UsableUntil > clock.GetUtcNow());
            }
        }
    }

    /// <summary>Whether those in force end with a token.</summary>
    public bool IsOf(VaultToken token) => ReferenceEquals(Volatile.Read(ref _current)?.Token, token);

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var lease = _current is { } current && current.Version == request.KnownVersion ? current : null;
            if (lease is { IsRenewable: true } && !request.IsRejected && session.Keeper.IsCurrent(lease.Token) && await RenewAsync(lease, cancellationToken).ConfigureAwait(false) is { } renewed)
            {
                return renewed;
            }

            var made = await MakeAsync(cancellationToken).ConfigureAwait(false);
            if (lease is not null && request.IsRejected && made.Outcome == SecretOutcome.Found)
            {
                // Nobody is let in with them: they are in nobody's way, but would add up.
                await RevokeAsync(lease, CancellationToken.None).ConfigureAwait(false);
            }

            return made;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Has Vault take back what does not end with a token that is revoked at the end.</summary>
    public async ValueTask RevokeRestAsync()
    {
        DatabaseLease[] all;
        lock (_listGate)
        {
            all = [.. _live.Where(lease => !lease.Token.IsOwn && lease.UsableUntil > clock.GetUtcNow())];
        }

        foreach (var lease in all)
        {
            await RevokeAsync(lease, CancellationToken.None).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        lock (_listGate)
        {
            _live.ForEach(static lease => lease.Dispose());
            _live.Clear();
        }

        _gate.Dispose();
    }

    // Null where others are to be made.
    private async ValueTask<SecretResult?> RenewAsync(DatabaseLease lease, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow();
        using var body = VaultBody.Of("lease_id", lease.Id);
        using var answer = await session.SendAsync(VaultCall.Post(VaultOperation.RenewLease, "sys/leases/renew", body), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            var problem = VaultFailure.Of(answer, "the lease");
            return problem.Outcome == SecretOutcome.Unavailable ? problem : null;
        }

        // Close to the end of its longest life Vault may answer with no lease at all.
        if (!VaultDocument.TryParse(answer.Body, out var document) || Seconds.Of(document.Number("lease_duration"u8) ?? 0) is not { } granted)
        {
            return null;
        }

        lease.EndsAt = asked + granted;
        return lease.IsAtItsLongest(granted) ? null : SecretResult.Unchanged(lease.UsableUntil);
    }

    private async ValueTask<SecretResult> MakeAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow();
        using var answer = await session.SendAsync(VaultCall.Get(VaultOperation.Credentials, $"{mount}/creds/{role}"), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            return VaultFailure.Of(answer, "the credentials");
        }

        if (!VaultDocument.TryParse(answer.Body, out var document) || answer.Token is not { } token
            || Seconds.Of(document.Number("lease_duration"u8) ?? 0) is not { } life || document.Secret("lease_id"u8) is not { } id)
        {
            return SecretResult.Malformed("What Vault answered is no lease of credentials.");
        }

        var lease = new DatabaseLease(id, (++_count).ToString(CultureInfo.InvariantCulture), token, life, document.Flag("renewable"u8)) { EndsAt = asked + life };
        Keep(lease);
        if (!document.TryFind(out var data, "data"u8))
        {
            return SecretResult.Malformed("A lease came without credentials.");
        }

        return FieldReader.Read(ref data, answer.Body, out var fields) is { } problem
            ? SecretResult.Malformed(problem)
            : SecretResult.Found(new(fields) { Version = lease.Version, Sequence = _count, ExpiresAt = lease.UsableUntil, IsLeased = true });
    }

    private void Keep(DatabaseLease lease)
    {
        var now = clock.GetUtcNow();
        lock (_listGate)
        {
            foreach (var over in _live.Where(earlier => earlier.UsableUntil <= now))
            {
                over.Dispose();
            }

            _live.RemoveAll(earlier => earlier.UsableUntil <= now);
            _live.Add(lease);
        }

        Volatile.Write(ref _current, lease);
        report.Made(role);
    }

    private async ValueTask RevokeAsync(DatabaseLease lease, CancellationToken cancellationToken)
    {
        using var body = VaultBody.Of("lease_id", lease.Id);
        using var answer = await session.SendAsync(VaultCall.Post(VaultOperation.RevokeLease, "sys/leases/revoke", body), cancellationToken).ConfigureAwait(false);
        report.Revoked(role, answer.IsSuccess ? null : VaultFailure.Of(answer, "the end of its lease").Reason);
        lock (_listGate)
        {
            _live.Remove(lease);
        }

        lease.Dispose();
    }
}
