namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>What an endpoint's declarations amount to.</summary>
internal enum PolicyKind
{
    /// <summary>Nothing is declared: denied.</summary>
    Undeclared,

    /// <summary>The declarations contradict each other or cannot be compiled: denied. At start it stops the start.</summary>
    Invalid,

    /// <summary>There is no endpoint.</summary>
    NoEndpoint,

    /// <summary>Routing itself answers: wrong method or media type.</summary>
    RoutingAnswer,

    /// <summary>Open to anybody.</summary>
    Anonymous,

    /// <summary>Rules of ours, and the framework's where <c>[Authorize]</c> stands too.</summary>
    Rules,

    /// <summary>Only the framework's: <c>[Authorize]</c>, <c>RequireAuthorization</c>, or the fallback policy.</summary>
    Framework,
}
