namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>A token and all that it says.</summary>
internal sealed record StressToken(
    string Text, StressIssuer Issuer, FastKey Key, string Id, string Subject, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, bool Genuine = true)
{
    /// <summary>This token with the signature of another: the same tail as that one has.</summary>
    public StressToken ForgedWith(StressToken other) =>
        this with { Text = Text[..Text.LastIndexOf('.')] + other.Text[other.Text.LastIndexOf('.')..], Genuine = false };

    /// <summary>What of a verified token is not this one's; null when all is.</summary>
    public string? FindOthers(VerifiedToken token) =>
        token.TokenId != Id ? $"jti {token.TokenId}"
        : token.SessionId != $"s-{Id}" ? $"sid {token.SessionId}"
        : token.Caller.Client != $"c-{Id}" ? $"client {token.Caller.Client}"
        : token.Caller.User?.Subject != Subject ? $"sub {token.Caller.User?.Subject}"
        : token.IssuerName != Issuer.Name ? $"issuer {token.IssuerName}"
        : token.ExpiresAt != ExpiresAt ? $"exp {token.ExpiresAt}"
        : token.IssuedAt != IssuedAt ? $"iat {token.IssuedAt}"
        : null;

    /// <summary>The same of its claims, which are read when somebody first asks.</summary>
    public string? FindOtherClaims(VerifiedToken token)
    {
        var (id, mark) = (Claim(token, "jti"), Claim(token, "mark"));
        return token.Claims.Count == 10 && id == Id && mark == $"m-{Id}" ? null : $"{token.Claims.Count} claims, jti {id}, mark {mark}";
    }

    private static string? Claim(VerifiedToken token, string name)
    {
        foreach (var claim in token.Claims)
        {
            if (claim.Name == name)
            {
                return claim.Value;
            }
        }

        return null;
    }
}
