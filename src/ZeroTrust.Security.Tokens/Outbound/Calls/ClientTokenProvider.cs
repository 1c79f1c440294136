namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Has the tokens of one client, which its name tells; they are for its audience and no other.</summary>
internal sealed class ClientTokenProvider(ServiceClient client) : IServiceTokenProvider
{
    public ValueTask<ServiceToken> GetTokenAsync(ServiceTokenRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        return client.GetAsync(request, cancellationToken);
    }

    public ValueTask<ServiceToken> ReplaceTokenAsync(ServiceTokenRequest request, ServiceToken refused, CancellationToken cancellationToken = default)
    {
        Check(request);
        ArgumentNullException.ThrowIfNull(refused);
        return client.ReplaceAsync(request, refused, cancellationToken);
    }

    private void Check(ServiceTokenRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!string.Equals(request.Audience, client.Standing.Audience, StringComparison.Ordinal))
        {
            throw new ServiceTokenException(ServiceTokenFailure.NotConfigured, $"The tokens of client '{client.Name}' are for the audience '{client.Standing.Audience}' alone.");
        }
    }
}
