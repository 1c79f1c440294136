namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>How a call got its token.</summary>
internal enum TokenUse
{
    /// <summary>One was at hand.</summary>
    Held = 0,

    /// <summary>The call waited for it.</summary>
    Waited = 1,

    /// <summary>There was none.</summary>
    Failed = 2,
}
