namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Has the tokens of the client that is configured for the audience.</summary>
internal sealed class ServiceTokenProvider(ServiceClients clients) : IServiceTokenProvider
{
    public ValueTask<ServiceToken> GetTokenAsync(ServiceTokenRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return clients.ForAudience(request.Audience).GetAsync(request, cancellationToken);
    }

    public ValueTask<ServiceToken> ReplaceTokenAsync(ServiceTokenRequest request, ServiceToken refused, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(refused);
        return clients.ForAudience(request.Audience).ReplaceAsync(request, refused, cancellationToken);
    }
}
