using Npgsql;

namespace ZeroTrust.Security.Secrets.Npgsql;

/// <summary>What says that other credentials are worth a try.</summary>
internal static class Refusal
{
    /// <summary>The pool ended between its choice and its use: no credentials were refused.</summary>
    public const string Ended = "ended";

    /// <summary>The SQLSTATE with which the server refused credentials, or <see cref="Ended"/>; null for everything else.</summary>
    public static string? Of(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused => refused.SqlState,
        ObjectDisposedException or NpgsqlException { InnerException: ObjectDisposedException } => Ended,
        _ => null,
    };
}
