using System.Net.Http.Headers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The token endpoint of one authorization server.</summary>
internal interface ITokenEndpoint
{
    /// <summary>Posts a form.</summary>
    /// <exception cref="ServiceTokenException">There is no answer that can be read.</exception>
    Task<TokenEndpointAnswer> PostAsync(FormBody form, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken);
}
