namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>Where the sink that the page on the audit shows stores.</summary>
public interface ILedger
{
    /// <summary>Adds a line unless it is there.</summary>
    /// <param name="id">Names it.</param>
    /// <param name="line">The line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Complete when it is there.</returns>
    ValueTask AddOnceAsync(Guid id, ReadOnlyMemory<byte> line, CancellationToken cancellationToken);
}
