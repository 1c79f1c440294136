namespace ZeroTrust.Security;

/// <summary>A service, proven by its own credential and not by a claim in a user's token. Immutable.</summary>
/// <param name="Name">The service's name as <c>AllowCallers</c> compares it, ordinally; for a service issuer the one it speaks for.</param>
/// <param name="IssuerName">The configured name of the issuer that vouches for the service.</param>
/// <param name="Subject">
/// The <c>sub</c> claim or other identifier that the proof carried; of a service that acts for a user, that of the newest <c>act</c>.
/// </param>
public sealed record ServiceIdentity(string Name, string IssuerName, string Subject)
{
    /// <summary>
    /// Who acted for the user before this service, the newest first: at most three. This service says so and nothing proves it, so it is
    /// for the record and for no decision (RFC 8693 §4.1).
    /// </summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> Through { get; init; } = [];

    /// <summary>Whether both are the same service with the same proof, and say the same of who acted before.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they are equal; names compare ordinally.</returns>
    public bool Equals(ServiceIdentity? other) =>
        other is not null
        && (Name, IssuerName, Subject) == (other.Name, other.IssuerName, other.Subject)
        && Through.SequenceEqual(other.Through, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, IssuerName, Subject);
}
