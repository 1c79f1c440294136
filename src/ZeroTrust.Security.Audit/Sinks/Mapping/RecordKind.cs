namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What a record is about, as the schemas tell it.</summary>
internal enum RecordKind
{
    /// <summary>Whatever is not one of the others: access that was allowed or could not be decided, and what the application records.</summary>
    Activity = 0,

    /// <summary>A request was refused since nobody has proven who sends it.</summary>
    Authentication,

    /// <summary>A request was refused since its caller may not.</summary>
    Authorization,

    /// <summary>A rule of detection has found something.</summary>
    Alert,

    /// <summary>The trail began to be written.</summary>
    Start,

    /// <summary>The trail was ended.</summary>
    Stop,

    /// <summary>The trail speaks of itself.</summary>
    Upkeep,
}
