namespace ZeroTrust.Security;

/// <summary>
/// A secret that the service does not start without. Registered as a singleton, one for each; every one that cannot be read is named in the one message
/// that stops the start.
/// </summary>
/// <param name="Reference">Where it is kept.</param>
/// <param name="For">What needs it, for that message, such as the name of a setting.</param>
public sealed record RequiredSecret(SecretRef Reference, string For)
{
    /// <summary>The fields that whoever takes it needs.</summary>
    /// <value>Empty, the default, for none but what the reference names.</value>
    public IReadOnlyList<string> Fields { get; init; } = [];
}
