namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Which processor a thread runs on.</summary>
internal interface IProcessors
{
    /// <summary>That of the calling thread, or a negative number where it is not known.</summary>
    int Current { get; }

    /// <summary>Puts the calling thread on another one that it may use. Where it may run is as before afterwards; where there is no other, nothing happens.</summary>
    void Leave(int processor);
}
