namespace ZeroTrust.Security.LeakProbe;

/// <summary>Options as they should not be: with a secret as text.</summary>
public sealed class LeakyOptions
{
    public string? Password { get; set; }
}
