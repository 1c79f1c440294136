using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>Revokes in this process first, so that nobody gains by the time that a store takes, and lifts in this process last.</summary>
internal sealed class RevocationService(RevocationList list, ITrustSource trust, TimeProvider clock) : IRevocationService
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public Task RevokeAsync(Revocation revocation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revocation);
        RefuseUnknownIssuer(revocation.Key.IssuerName);
        list.Add(revocation);
        return Task.CompletedTask;
    }

    public Task<bool> LiftAsync(RevocationKey key, CancellationToken cancellationToken = default) => Task.FromResult(list.Remove(key));

    public IReadOnlyCollection<Revocation> List() => [.. list.Held.Select(static held => held.Revocation)];

    // A misspelt name would revoke nothing and look as if it had.
    private void RefuseUnknownIssuer(string name)
    {
        var names = trust.Current.Issuers.Values.Select(static issuer => issuer.Profile.Name).ToArray();
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"No issuer is configured as {Shown.Value(name)}; use one of {string.Join(", ", names)}.{NearestName.Hint(name, names)}", nameof(name));
        }
    }
}
