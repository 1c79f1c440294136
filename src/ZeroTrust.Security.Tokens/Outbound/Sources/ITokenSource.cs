namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Has tokens anew each time. Nothing is remembered here.</summary>
internal interface ITokenSource
{
    /// <exception cref="ServiceTokenException">There is none.</exception>
    Task<SourcedToken> GetAsync(ServiceTokenRequest request, CancellationToken cancellationToken);
}
