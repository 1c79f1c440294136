using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Logs what becomes of leases: their role, and never an identifier.</summary>
internal sealed class VaultLeaseReport(ILogger logger, string store)
{
    public void Made(string role) => VaultLog.LeaseMade(logger, store, role);

    public void Revoked(string role, string? problem)
    {
        if (problem is null)
        {
            VaultLog.LeaseRevoked(logger, store, role);
        }
        else
        {
            VaultLog.LeaseNotRevoked(logger, store, role, problem);
        }
    }
}
