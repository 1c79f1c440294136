using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Says it of the keys of an issuer.</summary>
internal sealed class IssuerKeyLog(ILogger logger, string issuer) : IKeyFetchLog
{
    public void Taken(int count, int skipped) => IssuerLog.KeysTaken(logger, issuer, count, skipped);

    public void Skipped(SkippedKey key) => IssuerLog.KeySkipped(logger, issuer, key.KeyId, key.Reason);

    public void Failed(int failures, TimeSpan nextTry, string problem) => IssuerLog.FetchFailed(logger, issuer, failures, nextTry, problem);

    public void Refused(string problem) => IssuerLog.DocumentRefused(logger, issuer, problem);

    public void Stale(TimeSpan age, TimeSpan bound) => IssuerLog.KeysStale(logger, issuer, age, bound);

    public void Expired(TimeSpan bound) => IssuerLog.KeysExpired(logger, issuer, bound);

    public void NeverHad(TimeSpan age) => IssuerLog.KeysNeverHad(logger, issuer, age);

    public void Recovered(int failures) => IssuerLog.Recovered(logger, issuer, failures);

    public void Threw(Exception exception) => IssuerLog.AttemptThrew(logger, issuer, exception);
}
