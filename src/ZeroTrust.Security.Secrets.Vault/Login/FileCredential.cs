namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Stands in a file, which may be replaced at any time.</summary>
internal sealed class FileCredential(VaultLogin login) : ICredential
{
    public ValueTask<(Secret? Secret, SecretResult Problem)> ReadAsync(CancellationToken cancellationToken) => new(LoginFile.Read(login));

    public void Refused()
    {
        // It is read anew each time.
    }

    public void Dispose()
    {
        // It keeps nothing.
    }
}
