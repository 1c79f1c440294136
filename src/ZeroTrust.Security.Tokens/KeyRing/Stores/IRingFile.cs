namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A file that is being written.</summary>
internal interface IRingFile : IDisposable
{
    void Write(ReadOnlySpan<byte> content);

    /// <summary>Returns when the content outlasts a power cut.</summary>
    void Flush();
}
