using System.Text;
using RabbitMQ.Client;

namespace ZeroTrust.Security.Audit.RabbitMq;

/// <summary>Asks for the password each time a connection is opened, so that a new one is taken without a restart.</summary>
internal sealed class SecretCredentials(string userName, Func<CancellationToken, ValueTask<Secret>> password) : ICredentialsProvider
{
    public string Name => userName;

    public async Task<Credentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        var secret = await password(cancellationToken).ConfigureAwait(false);
        return new(Name, userName, secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes)), null);
    }
}
