namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>What is said of the fetches of one set of keys, in the words of what the keys are for.</summary>
internal interface IKeyFetchLog
{
    void Taken(int count, int skipped);

    void Skipped(SkippedKey key);

    void Failed(int failures, TimeSpan nextTry, string problem);

    void Refused(string problem);

    void Stale(TimeSpan age, TimeSpan bound);

    void Expired(TimeSpan bound);

    void NeverHad(TimeSpan age);

    void Recovered(int failures);

    void Threw(Exception exception);
}
