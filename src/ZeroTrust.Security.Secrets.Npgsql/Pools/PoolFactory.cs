using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ZeroTrust.Security.Secrets.Npgsql.Pools;

/// <summary>Makes a pool of the settings that stay and the credentials that do not.</summary>
internal sealed class PoolFactory(string connectionString, string name, CredentialPlace place, Action<NpgsqlDataSourceBuilder>? configure, ILoggerFactory? loggers)
{
    public string Name => name;

    public Credentials Read(SecretVersion version) => Credentials.Of(version, place);

    public CredentialPool Make(Credentials credentials, SecretVersion version)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        builder.UseLoggerFactory(loggers);
        configure?.Invoke(builder);
        builder.ConnectionStringBuilder.Username = credentials.UserName;
        builder.ConnectionStringBuilder.Password = null;

        // Asked for each connection that is made: its text lives no longer than that.
        var password = credentials.Password;
        builder.UsePasswordProvider(_ => TextOf(password), (_, _) => new(TextOf(password)));
        return new(builder.Build(), credentials, version);
    }

    private static string TextOf(Secret password) => password.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));
}
