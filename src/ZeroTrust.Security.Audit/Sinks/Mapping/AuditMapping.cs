namespace ZeroTrust.Security;

/// <summary>What a mapper says that is not in the record.</summary>
public sealed record AuditMapping
{
    /// <summary>The service whose journal it is.</summary>
    /// <value>1 to 255 characters; null by default, and then the mapper names the host in its place.</value>
    public string? Service { get; init; }

    /// <summary>The host the service runs on.</summary>
    /// <value>1 to 255 characters; the machine's name by default.</value>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>
    /// Whether the journal's line goes along as it is, as ECS <c>event.original</c> or OCSF <c>raw_data</c>: with it the chain of hashes can be verified at the target.
    /// It doubles the size of what is shipped.
    /// </summary>
    /// <value>The default is <see langword="true"/>. CEF has no place for it.</value>
    public bool KeepLine { get; init; } = true;
}
