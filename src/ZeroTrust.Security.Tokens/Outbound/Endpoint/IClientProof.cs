using System.Net.Http.Headers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Proves this service to a token endpoint (RFC 6749 §2.3).</summary>
internal interface IClientProof
{
    /// <summary>Adds the proof to the form, or returns it as a header.</summary>
    /// <exception cref="ServiceTokenException">There is no secret or key.</exception>
    Task<AuthenticationHeaderValue?> AddAsync(FormBody form, CancellationToken cancellationToken);
}
