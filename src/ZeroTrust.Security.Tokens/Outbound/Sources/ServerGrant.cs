namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>How one client asks an authorization server. Immutable.</summary>
/// <param name="Client">The name of the client.</param>
/// <param name="Resource">Asked for in place of the audience; null for the audience.</param>
/// <param name="Proof">Proves this service.</param>
/// <param name="Endpoint">Is asked.</param>
internal sealed record ServerGrant(string Client, string? Resource, IClientProof Proof, ITokenEndpoint Endpoint)
{
    /// <summary>Asks, with the form begun by the caller.</summary>
    /// <exception cref="ServiceTokenException">There is no token.</exception>
    public async Task<SourcedToken> AskAsync(FormBody form, ServiceTokenRequest request, bool isExchange, CancellationToken cancellationToken)
    {
        form.Add("audience", Resource is null ? request.Audience : null);
        form.Add("resource", Resource);
        form.Add("scope", string.Join(' ', request.Scopes));
        var authorization = await Proof.AddAsync(form, cancellationToken).ConfigureAwait(false);
        var answer = await Endpoint.PostAsync(form, authorization, cancellationToken).ConfigureAwait(false);
        try
        {
            return new(TokenAnswerReader.Read(answer, request, isExchange));
        }
        finally
        {
            Array.Clear(answer.Body);
        }
    }
}
