namespace ZeroTrust.Security.Audit.Detection;

/// <summary>What a rule over windows knows of a key.</summary>
internal struct WindowState
{
    /// <summary>Its newest event.</summary>
    public int Newest;

    /// <summary>How many events are kept.</summary>
    public int Count;

    /// <summary>The time of the newest, or until when it is quiet.</summary>
    public long Last;

    /// <summary>From when to when events belong to an alert that was raised; both 0 without one.</summary>
    public long QuietFrom;

    public long QuietUntil;
}
