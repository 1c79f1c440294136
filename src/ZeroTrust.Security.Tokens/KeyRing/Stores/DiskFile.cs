namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A new file of a <see cref="DiskFolder"/>.</summary>
internal sealed class DiskFile(FileStream stream) : IRingFile
{
    public void Write(ReadOnlySpan<byte> content) => stream.Write(content);

    public void Flush() => StableFile.Flush(stream.SafeFileHandle, stream.Name);

    public void Dispose() => stream.Dispose();
}
