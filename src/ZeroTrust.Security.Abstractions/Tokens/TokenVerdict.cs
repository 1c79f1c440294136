using System.Diagnostics.CodeAnalysis;

namespace ZeroTrust.Security;

/// <summary>
/// The outcome for one token: accepted with everything proven, or the first check that failed and no identity at all. The default
/// value is a refusal. Immutable.
/// </summary>
public readonly struct TokenVerdict
{
    private readonly TokenFailure _failure;

    private TokenVerdict(VerifiedToken? token, TokenFailure failure, UnverifiedToken? unverified)
    {
        Token = token;
        _failure = failure;
        Unverified = unverified;
    }

    /// <summary>Whether every check passed.</summary>
    /// <value><see langword="true"/> exactly when <see cref="Token"/> is not null.</value>
    [MemberNotNullWhen(true, nameof(Token))]
    public bool Accepted => Token is not null;

    /// <summary>The verified token.</summary>
    /// <value>Null when refused: a refused token has no identity.</value>
    public VerifiedToken? Token { get; }

    /// <summary>The first check that failed.</summary>
    /// <value><see cref="TokenFailure.None"/> exactly when accepted.</value>
    public TokenFailure Failure => Token is null && _failure == TokenFailure.None ? TokenFailure.Malformed : _failure;

    /// <summary>What a refused token claimed about itself, for the operator.</summary>
    /// <value>Null when accepted, or when nothing could be read. Not proven: never an identity.</value>
    public UnverifiedToken? Unverified { get; }

    /// <summary>An accepted token.</summary>
    /// <param name="token">What was verified.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    public static TokenVerdict Accept(VerifiedToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new(token, TokenFailure.None, null);
    }

    /// <summary>A refused token.</summary>
    /// <param name="failure">The first check that failed; <see cref="TokenFailure.None"/> is not one.</param>
    /// <param name="unverified">What the token claimed, for the operator; null when nothing could be read.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="failure"/> is <see cref="TokenFailure.None"/>.</exception>
    public static TokenVerdict Refuse(TokenFailure failure, UnverifiedToken? unverified = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(failure, TokenFailure.None);
        return new(null, failure, unverified);
    }
}
