namespace ZeroTrust.Security;

/// <summary>Judges the API keys that requests carry. Nothing in it waits: the keys are at hand. Threads share it.</summary>
public interface IApiKeyVerifier
{
    /// <summary>Judges one key.</summary>
    /// <param name="key">The whole text.</param>
    /// <returns>The service, or the first check that failed. A bad key is a result, not an exception.</returns>
    ApiKeyVerdict Verify(ReadOnlySpan<char> key);

    /// <summary>Whether a text begins as the keys of this service do, so that it is a key, good or bad, and nothing else.</summary>
    /// <param name="text">The text of a credential.</param>
    /// <returns><see langword="true"/> when it has the prefix.</returns>
    bool HasPrefix(ReadOnlySpan<char> text);
}
