using System.Buffers;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Reads a key set from a file, each time whole: no time stamp is trusted, so a mounted file that is swapped by a link is seen too,
/// and one that is half written does not parse and changes nothing.
/// </summary>
internal sealed class FileKeySource(string path, KeySetReader reader) : IKeySource
{
    public async Task<KeyLoad> LoadAsync(CancellationToken cancellationToken)
    {
        byte[] document;
        try
        {
            document = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return KeyLoad.Failed($"The file {path} cannot be read ({exception.GetType().Name}).");
        }

        var load = reader.Read(document);
        return load.Succeeded ? load : KeyLoad.Refused($"The file {path} is not taken. {load.Problem}");
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);
        var buffer = ArrayPool<byte>.Shared.Rent(KeySetReader.MaxBytes + 1);
        try
        {
            var most = buffer.AsMemory(0, KeySetReader.MaxBytes + 1);
            var length = await file.ReadAtLeastAsync(most, most.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
