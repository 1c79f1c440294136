namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The claims whose JSON type is registered or customary, and is checked whether a rule reads the claim or not.</summary>
internal enum RegisteredClaim
{
    Issuer,
    Subject,
    Audience,
    Expires,
    NotBefore,
    IssuedAt,
    TokenId,
    SessionId,
    Confirmation,
    Actor,
    MayAct,
    AuthorizedParty,
    ClientId,
    AppId,
    OktaClientId,
    Nonce,
    AccessTokenHash,
    CodeHash,
    Type,
    Events,
    Presentation,
    Credential,
    Scope,
    ScopeList,
    AuthenticationTime,
    AuthenticationClass,
    AuthenticationMethods,
}
