namespace ZeroTrust.Security.Audit.Detection;

/// <summary>That a value was seen; nothing more is known of it.</summary>
internal struct SeenState
{
    /// <summary>Whether it was seen more than once.</summary>
    public bool Again;
}
