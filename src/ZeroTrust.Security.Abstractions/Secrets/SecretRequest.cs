namespace ZeroTrust.Security;

/// <summary>What is asked of a store.</summary>
public sealed record SecretRequest
{
    /// <summary>Asks for a secret.</summary>
    /// <param name="name">Its name in the store, as <see cref="SecretRef"/> allows it.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no name of a secret.</exception>
    public SecretRequest(string name) =>
        Name = SecretNames.IsName(name) ? name : throw new ArgumentException(SecretNames.NameRule, nameof(name));

    /// <summary>The name in the store.</summary>
    /// <value>Checked as <see cref="SecretRef.Name"/> is: no path that leads out of anything, nothing encoded.</value>
    public string Name { get; }

    /// <summary>The version that is asked for.</summary>
    /// <value>Null, the default, for the one in force.</value>
    public string? Version { get; init; }

    /// <summary>The version at hand. Where it is still the one in force, a store may answer <see cref="SecretResult.Unchanged"/>: a lease is renewed that way.</summary>
    /// <value>Null where none is.</value>
    public string? KnownVersion { get; init; }

    /// <summary>Whether <see cref="KnownVersion"/> was refused where it is used: the store answers with another one where it makes them, and does not renew it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsRejected { get; init; }
}
