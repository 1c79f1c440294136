using System.Buffers;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Bytes that may hold secrets: in one place of memory while they grow, and zeroed at the end. Of one thread at a time.</summary>
internal sealed class PinnedBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Least = 4096;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        (_bytes, Length) = ([], 0);
    }

    private void Grow(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        // Pinned: a collection would leave copies behind, as an array that is left for a longer one would.
        var longer = GC.AllocateUninitializedArray<byte>(Math.Max(needed, Math.Max(Least, _bytes.Length * 2)), pinned: true);
        Span.CopyTo(longer);
        CryptographicOperations.ZeroMemory(_bytes);
        _bytes = longer;
    }
}
