namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Reads what a login is proven with. One line end at its end is no part of it, as tools leave it.</summary>
internal static class LoginFile
{
    private const int MaxHeaderBytes = 8 * 1024;

    public static (Secret? Secret, SecretResult Problem) Read(VaultLogin login)
    {
        var shown = Path.GetFileName(login.File);
        try
        {
            return SecretFile.Read(login.File, shown, new() { IgnoreFinalLineEnd = true, AllowFilesReadableByEveryone = login.AllowFileReadableByEveryone });
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            // An agent may not have written it yet.
            return (null, SecretResult.Unavailable($"The file {shown}, which the login needs, is not there."));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, fault is IOException
                ? SecretResult.Unavailable($"The file {shown}, which the login needs, cannot be read ({fault.GetType().Name}).")
                : SecretResult.Refused($"The file {shown}, which the login needs, may not be read by this process."));
        }
    }

    /// <summary>Whether a value fits a header: a line within it would be another header.</summary>
    public static bool IsToken(Secret secret) =>
        secret.Length <= MaxHeaderBytes && secret.Reveal(0, static (bytes, _) => !bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~'));
}
