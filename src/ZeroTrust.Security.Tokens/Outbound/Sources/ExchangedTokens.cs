namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Tokens of an authorization server for a user whose own token is the subject, with this service as the actor where that is configured (RFC 8693 §2.1).</summary>
internal sealed class ExchangedTokens(ServerGrant grant, IActorTokens? actor) : ITokenSource
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:token-exchange";

    public async Task<SourcedToken> GetAsync(ServiceTokenRequest request, CancellationToken cancellationToken)
    {
        SourceLimits.RefuseWhatOnlyMintingCan(grant.Client, request);
        using var form = new FormBody();
        form.Add("grant_type", GrantType);
        form.Add("requested_token_type", TokenTypes.AccessToken);
        AddSubject(form, request);
        if (actor is not null)
        {
            form.Add("actor_token", (await actor.GetAsync(cancellationToken).ConfigureAwait(false)).Reveal());
            form.Add("actor_token_type", TokenTypes.Jwt);
        }

        return await grant.AskAsync(form, request, isExchange: true, cancellationToken).ConfigureAwait(false);
    }

    private void AddSubject(FormBody form, ServiceTokenRequest request)
    {
        if (request.User is not { Text: { } subject })
        {
            throw new ServiceTokenException(
                ServiceTokenFailure.NotGranted, $"Client '{grant.Client}' exchanges tokens of users, and the request names no user with the text of their token; see ForUser.");
        }

        form.Add("subject_token", subject);
        form.Add("subject_token_type", TokenTypes.AccessToken);
    }
}
