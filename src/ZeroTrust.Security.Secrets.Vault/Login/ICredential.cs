namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>What proves a role. Read for each login; one call at a time.</summary>
internal interface ICredential : IDisposable
{
    /// <returns>The secret, which belongs to whoever asked; or why there is none.</returns>
    ValueTask<(Secret? Secret, SecretResult Problem)> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Vault did not take it.</summary>
    void Refused();
}
