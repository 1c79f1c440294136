namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The actor by a token minted for the authorization server.</summary>
internal sealed class MintedActor(string audience, SigningServices signing) : IActorTokens
{
    public ValueTask<ServiceToken> GetAsync(CancellationToken cancellationToken) => signing.Minter.MintAsync(new() { Audience = audience }, cancellationToken);
}
