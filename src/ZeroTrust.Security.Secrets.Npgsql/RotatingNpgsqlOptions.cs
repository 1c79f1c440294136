using Npgsql;

namespace ZeroTrust.Security;

/// <summary>How a <see cref="RotatingNpgsqlDataSource"/> takes its credentials and lets go of old ones.</summary>
public sealed class RotatingNpgsqlOptions
{
    /// <summary>The field of the secret with the user name.</summary>
    /// <value><c>username</c> by default. Not looked at where the connection string names the user.</value>
    public string UserNameField { get; set; } = "username";

    /// <summary>The field of the secret with the password.</summary>
    /// <value><c>password</c> by default. Not looked at where the connection string names the user: the password is then the value of the reference.</value>
    public string PasswordField { get; set; } = "password";

    /// <summary>
    /// How long what was made on credentials that were replaced may still open connections; where they end sooner, such as by a lease, until then. Idle connections are closed at once, those in use as they are given back.
    /// </summary>
    /// <value>1 second to 1 day; 1 minute by default.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What measurements and logs call the data source, the pools of Npgsql among them.</summary>
    /// <value>Null, the default, for host and database of the connection string. It has no user name in it: that changes with each rotation.</value>
    public string? Name { get; set; }

    /// <summary>Changes what each pool is made of, such as types, certificates or tracing. Called for each rotation.</summary>
    /// <value>Null, the default, for nothing. What it does to user name and password is undone.</value>
    public Action<NpgsqlDataSourceBuilder>? Configure { get; set; }
}
