namespace ZeroTrust.Security;

/// <summary>Who may call what: every endpoint behind <c>UseZeroTrust</c>, as it is now. Threads may share it.</summary>
public interface IEndpointAccessReport
{
    /// <summary>The endpoints that exist at this moment.</summary>
    /// <value>Ordered by pattern, then by methods; made anew at each call.</value>
    IReadOnlyList<EndpointAccess> Endpoints { get; }
}
