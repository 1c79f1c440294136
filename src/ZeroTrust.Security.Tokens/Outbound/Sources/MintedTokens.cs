namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Tokens that are minted here.</summary>
internal sealed class MintedTokens(string client, SigningServices signing) : ITokenSource
{
    public async Task<SourcedToken> GetAsync(ServiceTokenRequest request, CancellationToken cancellationToken)
    {
        SourceLimits.RefuseScopes(client, request);
        return new(await signing.Minter.MintAsync(request, cancellationToken).ConfigureAwait(false));
    }
}
