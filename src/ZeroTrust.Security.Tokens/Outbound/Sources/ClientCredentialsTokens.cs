namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Tokens of an authorization server for this service itself (RFC 6749 §4.4).</summary>
internal sealed class ClientCredentialsTokens(ServerGrant grant) : ITokenSource
{
    public async Task<SourcedToken> GetAsync(ServiceTokenRequest request, CancellationToken cancellationToken)
    {
        SourceLimits.RefuseWhatOnlyMintingCan(grant.Client, request);
        SourceLimits.RefuseUser(grant.Client, request);
        using var form = new FormBody();
        form.Add("grant_type", "client_credentials");
        return await grant.AskAsync(form, request, isExchange: false, cancellationToken).ConfigureAwait(false);
    }
}
