using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security;

/// <summary>
/// Slows down who guesses API keys, by what an application counts: the peer's address as a rule. Guessing one is hopeless without it; it
/// keeps the attempt cheap and in view. Called for each request with a key, so it returns at once. Threads share it.
/// </summary>
public interface IApiKeyThrottle
{
    /// <summary>Whether the key of a request is looked at.</summary>
    /// <param name="context">The request; nobody is proven yet.</param>
    /// <returns><see langword="false"/> answers 429 <c>throttled</c>.</returns>
    bool MayTry(HttpContext context);

    /// <summary>Told that the key of a request was refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failure">Why. The caller of the request does not learn it; <see cref="ApiKeyFailure.KeysUnavailable"/> is no guess.</param>
    void Refused(HttpContext context, ApiKeyFailure failure);
}
