namespace ZeroTrust.Security;

/// <summary>The schema that the journal is stored in. A service never makes it: its login may add records and nothing else.</summary>
public static class AuditPostgresSchema
{
    private const string Resource = "001-schema.sql";

    /// <summary>The script that makes it, the same as <c>sql/001-schema.sql</c> of the package, for deployments that run SQL from code.</summary>
    /// <value>To be run once, by a superuser or a role that may create roles and schemas. It is one transaction.</value>
    public static string Script { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(AuditPostgresSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
