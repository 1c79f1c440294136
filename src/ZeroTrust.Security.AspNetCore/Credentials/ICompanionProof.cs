using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Credentials;

/// <summary>
/// A proof of the service that sends a request, beside the bearer token: an API key, a client certificate. Registered as one of
/// many; asked once a request, after the bearer token was judged. Threads share it.
/// </summary>
internal interface ICompanionProof
{
    /// <summary>Whether the proof stands in the request, so that it counts as a credential of it, and not in its connection.</summary>
    bool IsOfRequest { get; }

    /// <summary>Whether the text of an <c>Authorization: Bearer</c> header is this proof and no token. Asked before the text is read as a token.</summary>
    bool TakesBearer(ReadOnlySpan<char> text);

    /// <summary>Judges the proof that came with a request; <see cref="CompanionVerdict.None"/> when none did.</summary>
    /// <param name="context">The request.</param>
    /// <param name="bearer">What <see cref="TakesBearer"/> took; empty when it took nothing.</param>
    ValueTask<CompanionVerdict> ProveAsync(HttpContext context, ReadOnlyMemory<char> bearer);

    /// <summary>What a token of this request may be bound to; none unless the proof is of a kind that tokens are bound to. Asked before the token is judged.</summary>
    TokenProof BindingOf(HttpContext context) => default;
}
