namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>The database is not what this package writes to.</summary>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class SchemaException(string message) : Exception(message);
