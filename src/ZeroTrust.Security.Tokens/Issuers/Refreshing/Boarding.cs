namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>What a request that lacks a key gets: a fetch to wait for, or the answer without one.</summary>
/// <param name="Flight">The fetch; null when there is none for it.</param>
/// <param name="Joined">Whether the fetch had begun before, so that what it brings may be older than the request.</param>
/// <param name="Answer">The answer when there is no fetch.</param>
internal readonly record struct Boarding(Task<KeyFetch>? Flight, bool Joined, KeyFetch Answer)
{
    public static Boarding Refused(KeyFetch answer) => new(null, false, answer);
}
