namespace Orders.Local;

/// <summary>Where the audit journal is written: where <c>JournalFolder</c> says, or else in a new folder under the system's for temporary files.</summary>
internal static class JournalFolder
{
    public static string Of(IConfiguration configuration) =>
        configuration[nameof(JournalFolder)] ?? Path.Combine(Directory.CreateTempSubdirectory("orders-").FullName, "audit");
}
