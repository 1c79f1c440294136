using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>Says it of the keys of a service that is encrypted for.</summary>
internal sealed class RecipientKeyLog(ILogger logger, string service) : IKeyFetchLog
{
    public void Taken(int count, int skipped) => RecipientLog.KeysTaken(logger, service, count, skipped);

    // Keys that verify stand in the same set: that one of them is not encrypted to is no news.
    public void Skipped(SkippedKey key) => RecipientLog.KeySkipped(logger, service, key.KeyId, key.Reason);

    public void Failed(int failures, TimeSpan nextTry, string problem) => RecipientLog.FetchFailed(logger, service, failures, nextTry, problem);

    public void Refused(string problem) => RecipientLog.DocumentRefused(logger, service, problem);

    public void Stale(TimeSpan age, TimeSpan bound) => RecipientLog.KeysStale(logger, service, age, bound);

    public void Expired(TimeSpan bound) => RecipientLog.KeysExpired(logger, service, bound);

    public void NeverHad(TimeSpan age) => RecipientLog.KeysNeverHad(logger, service, age);

    public void Recovered(int failures) => RecipientLog.Recovered(logger, service, failures);

    public void Threw(Exception exception) => RecipientLog.AttemptThrew(logger, service, exception);
}
