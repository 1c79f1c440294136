using System.Diagnostics;

namespace ZeroTrust.Security;

/// <summary>A token that proves this service to another. Immutable; threads may share it.</summary>
/// <param name="text">The token.</param>
/// <param name="expiresAt">When it ends.</param>
[DebuggerDisplay("[token]")]
public sealed class ServiceToken(string text, DateTimeOffset expiresAt)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _text = string.IsNullOrEmpty(text) ? throw new ArgumentException("A token is not empty.", nameof(text)) : text;

    /// <summary>The first instant at which it is of no use.</summary>
    /// <value>UTC.</value>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>The token itself, for the <c>Authorization</c> header of the one service that it is for.</summary>
    /// <returns>The text, without the scheme.</returns>
    public string Reveal() => _text;

    /// <summary>Never the token.</summary>
    /// <returns><c>[token]</c>.</returns>
    public override string ToString() => "[token]";
}
