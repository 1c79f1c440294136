namespace ZeroTrust.Security;

/// <summary>
/// Takes the records of the audit journal elsewhere: to a database, a broker, a collector. It is handed what outlasts a power cut already, in the
/// journal's order, and never touches a request. Each sink is followed alone, from a place of its own that is kept on disk.
/// <para>
/// Delivery is at least once: after a failure, or a crash between storing and keeping the place, the same records come again, with the same
/// <see cref="AuditSinkRecord.Id"/>. A sink that stores by it has each record once.
/// </para>
/// </summary>
public interface IAuditSink
{
    /// <summary>Names the sink in measurements, logs and the file of its place. A sink under another name begins at the oldest record.</summary>
    /// <value>1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>, not changing, and no other sink's.</value>
    string Name { get; }

    /// <summary>
    /// Stores records. One call at a time, from a thread of the pool; it may take its time. After an exception, as after
    /// <see cref="AuditSinkResult.Refused"/>, the same records are handed over again later.
    /// </summary>
    /// <param name="batch">The next records.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the service stops, or when the call takes longer than it may. Until a call ends, however late, no other is made.
    /// </param>
    /// <returns>How many were stored. The default value says none.</returns>
    ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken);
}
