namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Has the token by which this service is the actor in an exchange.</summary>
internal interface IActorTokens
{
    /// <exception cref="ServiceTokenException">There is none.</exception>
    ValueTask<ServiceToken> GetAsync(CancellationToken cancellationToken);
}
