using System.Text;

namespace ZeroTrust.Security.Secrets;

/// <summary>
/// Reads variables of the environment, as <c>secret://env/DB_PASSWORD</c>. What is there cannot be taken back: whoever may look at the process sees it, and
/// children inherit it. Files of a mount are better; this is for platforms that have nothing else.
/// </summary>
/// <param name="prefix">What each variable's name begins with and a reference leaves out.</param>
/// <param name="read">Reads a variable; null where it is not set.</param>
internal sealed class EnvironmentSecretProvider(string prefix, Func<string, string?> read) : ISecretProvider
{
    public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(request));
    }

    private SecretResult Read(SecretRequest request)
    {
        if (request.Version is not null)
        {
            return SecretResult.Missing("The environment keeps no versions.");
        }

        return read(prefix + request.Name) switch
        {
            null => SecretResult.Missing($"The variable {prefix}{request.Name} is not set."),
            "" => SecretResult.Malformed($"The variable {prefix}{request.Name} is empty."),
            { } text when Encoding.UTF8.GetByteCount(text) > SecretVersion.MaxBytes => SecretResult.Malformed($"The variable {prefix}{request.Name} is longer than {SecretVersion.MaxBytes} bytes."),
            { } text => SecretResult.Found(new(Secret.FromText(text))),
        };
    }
}
