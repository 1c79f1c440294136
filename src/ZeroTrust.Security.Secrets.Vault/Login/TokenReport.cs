using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Logs what becomes of a token. A log that throws keeps nothing from being renewed.</summary>
internal sealed class TokenReport(ILogger logger, string vault, VaultLoginKind method)
{
    private bool _isRenewalFailing;
    private long _untold;

    /// <summary>How many messages the log did not take.</summary>
    public long Untold => Volatile.Read(ref _untold);

    public void LoggedIn(LoginResult result, int failuresBefore)
    {
        if (result.Value is not null)
        {
            Guard(() => VaultLog.LoggedIn(logger, vault, method, result.Grant.Life));
        }
        else if (failuresBefore == 0)
        {
            // It fails again with each step of the back-off: one message says so.
            Guard(() => VaultLog.LoginFailed(logger, vault, method, result.Problem.Outcome, result.Problem.Reason));
        }
    }

    public void Renewed(TokenGrant? grant, SecretResult problem)
    {
        var isFirst = !_isRenewalFailing;
        _isRenewalFailing = grant is null;
        if (grant is { } renewed)
        {
            Guard(() => VaultLog.Renewed(logger, vault, renewed.Life));
        }
        else if (isFirst)
        {
            Guard(() => VaultLog.NotRenewed(logger, vault, problem.Reason));
        }
    }

    public void TokenRefused() => Guard(() => VaultLog.TokenRefused(logger, vault));

    public void Revoked(string? problem) => Guard(() =>
    {
        if (problem is null)
        {
            VaultLog.Revoked(logger, vault);
        }
        else
        {
            VaultLog.NotRevoked(logger, vault, problem);
        }
    });

    private void Guard(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // Logs of others.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is nowhere else to say it; measurements show what becomes of the token.
            Interlocked.Increment(ref _untold);
        }
    }
}
