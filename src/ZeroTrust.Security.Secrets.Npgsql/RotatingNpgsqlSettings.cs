using Npgsql;
using ZeroTrust.Security.Secrets.Npgsql.Pools;

namespace ZeroTrust.Security.Secrets.Npgsql;

/// <summary>What a data source is made of, checked.</summary>
internal sealed record RotatingNpgsqlSettings(string ConnectionString, CredentialPlace Place, string Name, TimeSpan DrainTimeout, Action<NpgsqlDataSourceBuilder>? Configure)
{
    private static readonly TimeSpan ShortestDrain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromDays(1);

    /// <exception cref="ArgumentException">The connection string is none or names a password, or the reference names a field where the secret is to have two.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    /// <exception cref="FormatException"><paramref name="credentials"/> is no reference.</exception>
    public static RotatingNpgsqlSettings Of(string connectionString, string credentials, RotatingNpgsqlOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.Password is not null)
        {
            throw new ArgumentException("The connection string names a password: leave it out there, and have it in the secret.", nameof(connectionString));
        }

        if (options.DrainTimeout < ShortestDrain || options.DrainTimeout > LongestDrain)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.DrainTimeout, $"{nameof(options.DrainTimeout)} is from {ShortestDrain} to {LongestDrain}.");
        }

        var reference = SecretRef.Parse(credentials);
        if (builder.Username is null && reference.Field is not null)
        {
            throw new ArgumentException("The reference names a field, and the user name is to come from the secret too: leave the field out, or name the user in the connection string.", nameof(credentials));
        }

        var place = new CredentialPlace(reference, builder.Username, options.UserNameField, options.PasswordField);
        return new(connectionString, place, options.Name ?? $"{builder.Host}/{builder.Database}", options.DrainTimeout, options.Configure);
    }
}
