namespace ZeroTrust.Security;

/// <summary>
/// Names the secrets that the settings of a feature refer to, so that one message names all that cannot be had at the start. Registered as a singleton by each feature that takes references; asked once,
/// at the start, after the settings were checked.
/// </summary>
public interface IRequiredSecrets
{
    /// <summary>The secrets, each with the setting that names it.</summary>
    /// <value>Empty where the settings refer to none.</value>
    IEnumerable<RequiredSecret> Secrets { get; }
}
