using System.Net.Sockets;
using Npgsql;

namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>What a fault means, in words that hold neither a secret nor text of a record.</summary>
internal static class PostgresFault
{
    private static readonly TimeSpan ForAnOperator = TimeSpan.FromSeconds(30);

    /// <summary>Whether a row is there already.</summary>
    public static bool IsRepeated(PostgresException fault) => fault.SqlState == PostgresErrorCodes.UniqueViolation;

    /// <summary>Whether it is about the values of a record: the same record fails each time, and others may do.</summary>
    public static bool IsOfTheData(PostgresException fault) => fault.SqlState[..2] is "22" or "23" or "54";

    /// <summary>The result of a batch that met it.</summary>
    public static AuditSinkResult ResultOf(Exception fault) => fault switch
    {
        SchemaException => AuditSinkResult.Refused(fault.Message, ForAnOperator),
        PostgresException { SqlState: var state } => OfState(state),
        NpgsqlException { InnerException: TimeoutException } => AuditSinkResult.Refused("PostgreSQL does not answer in time"),
        NpgsqlException { InnerException: SocketException or IOException } or SocketException => AuditSinkResult.Refused("PostgreSQL cannot be reached, or the connection broke"),
        _ => AuditSinkResult.Refused($"the connection to PostgreSQL failed: {fault.GetType().Name}"),
    };

    private static AuditSinkResult OfState(string state) => state switch
    {
        PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn =>
            AuditSinkResult.Refused($"the schema zerotrust_audit is not there as this package needs it: run sql/001-schema.sql of the package ({state})", ForAnOperator),
        PostgresErrorCodes.InsufficientPrivilege =>
            AuditSinkResult.Refused($"the login may not write: make it a member of zerotrust_audit_writer, and let it make temporary tables ({state})", ForAnOperator),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            AuditSinkResult.Refused($"PostgreSQL refuses the login ({state})", ForAnOperator),
        PostgresErrorCodes.InvalidCatalogName => AuditSinkResult.Refused($"there is no such database ({state})", ForAnOperator),
        PostgresErrorCodes.DiskFull => AuditSinkResult.Refused($"the disk of the database is full ({state})", ForAnOperator),
        PostgresErrorCodes.ReadOnlySqlTransaction => AuditSinkResult.Refused($"the database is read-only: a standby ({state})"),
        PostgresErrorCodes.QueryCanceled => AuditSinkResult.Refused($"a statement took too long, or was cancelled ({state})"),
        _ => AuditSinkResult.Refused($"PostgreSQL answered with the error {state}"),
    };
}
