using Azure.Core;
using Azure.Identity;

namespace ZeroTrust.Security.Secrets.Azure.Tests;

/// <summary>An identity of tests: each time it is asked it makes another token.</summary>
internal sealed class Identity(string prefix = "token") : TokenCredential
{
    public int Made { get; private set; }

    public bool Fails { get; set; }

    /// <summary>What a token was asked for.</summary>
    public TokenRequestContext Asked { get; private set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked = requestContext;
        return Fails ? throw new CredentialUnavailableException("No c4n4ry-Zq7 here.") : new(new AccessToken($"{prefix}-{++Made}", new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }
}
