namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>A service by one of its identities. Made at the start, one object for all its requests.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Caller">What a request of it has.</param>
/// <param name="IsProxy">Whether it passes on the certificates of others, so that its own proves no caller.</param>
internal sealed record MappedService(string Name, Caller Caller, bool IsProxy);
