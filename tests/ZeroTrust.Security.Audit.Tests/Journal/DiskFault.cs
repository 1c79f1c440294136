namespace ZeroTrust.Security.Audit.Tests.Journal;

/// <summary>How a call of a <see cref="SimulatedDisk"/> fails.</summary>
public enum DiskFault
{
    /// <summary>The device does not answer. A flush that fails so never comes true.</summary>
    Error,

    /// <summary>Nothing is written, for want of space.</summary>
    NoSpace,

    /// <summary>Half of it is written.</summary>
    ShortWrite,

    /// <summary>Half of it is written, and what comes is no error of a file.</summary>
    Unforeseen,
}
