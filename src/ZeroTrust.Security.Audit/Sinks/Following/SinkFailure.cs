namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Why a delivery did not happen: the closed set of a measurement's tag.</summary>
internal enum SinkFailure
{
    None = 0,

    /// <summary>The sink said so.</summary>
    Refused,

    /// <summary>The sink threw.</summary>
    Threw,

    /// <summary>The call took longer than it may.</summary>
    TimedOut,

    /// <summary>The sink said it stored more than it was given, or fewer than none.</summary>
    WrongAnswer,

    /// <summary>The journal could not be read.</summary>
    Journal,

    /// <summary>The sink stored, and its place could not be kept: after a crash the same would come again.</summary>
    Cursor,
}
