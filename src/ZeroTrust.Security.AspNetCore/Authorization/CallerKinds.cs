namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>The kinds of caller that an endpoint insists on.</summary>
[Flags]
internal enum CallerKinds
{
    /// <summary>Either will do.</summary>
    Either = 0,

    /// <summary>A user.</summary>
    User = 1,

    /// <summary>A service.</summary>
    Service = 2,
}
