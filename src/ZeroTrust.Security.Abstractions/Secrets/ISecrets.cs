namespace ZeroTrust.Security;

/// <summary>Gives the handles of secrets. A singleton; threads share it.</summary>
public interface ISecrets
{
    /// <summary>The handle of a secret: the same one each time. It is read from now on; one that is <see cref="RequiredSecret">required</see> is there once the host has started.</summary>
    /// <param name="reference">Where it is kept; from settings or code, never from a request.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentException">No store was added under that name.</exception>
    ISecretHandle GetHandle(SecretRef reference);
}
