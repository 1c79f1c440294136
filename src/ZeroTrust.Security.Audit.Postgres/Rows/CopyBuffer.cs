using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ZeroTrust.Security.Audit.Postgres.Rows;

/// <summary>Rows in the binary form of COPY (PostgreSQL's page on COPY, "Binary Format"). The buffer is used again. For one thread.</summary>
internal sealed class CopyBuffer
{
    private const int FirstBytes = 64 * 1024;
    private const long SecondsTo2000 = 946_684_800;
    private const byte Inet4 = 2;
    private const byte Inet6 = 3;
    private const byte JsonbVersion = 1;

    private byte[] _bytes = new byte[FirstBytes];

    /// <summary>What stands before the rows: the signature, no flags, no extension.</summary>
    public static ReadOnlyMemory<byte> Header { get; } = new byte[] { 0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    /// <summary>What stands behind them.</summary>
    public static ReadOnlyMemory<byte> Trailer { get; } = new byte[] { 0xFF, 0xFF };

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Part(int from, int to) => _bytes.AsMemory(from, to - from);

    public void Clear() => Length = 0;

    public void Row(int columns) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), (short)columns);

    public void Null() => Size(-1);

    public void Text(ReadOnlySpan<byte> text)
    {
        Size(text.Length);
        text.CopyTo(Take(text.Length));
    }

    public void Json(ReadOnlySpan<byte> json)
    {
        Size(1 + json.Length);
        Take(1)[0] = JsonbVersion;
        json.CopyTo(Take(json.Length));
    }

    public void Number(long number)
    {
        Size(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), number);
    }

    public void Boolean(bool value)
    {
        Size(1);
        Take(1)[0] = value ? (byte)1 : (byte)0;
    }

    public void Id(Guid id)
    {
        const int Bytes = 16;
        Size(Bytes);
        id.TryWriteBytes(Take(Bytes), bigEndian: true, out _);
    }

    /// <summary>A time in microseconds since 1970.</summary>
    public void Time(long microseconds) => Number(microseconds - (SecondsTo2000 * TimeSpan.MicrosecondsPerSecond));

    public void Address(IPAddress address)
    {
        var isFour = address.AddressFamily == AddressFamily.InterNetwork;
        var bytes = isFour ? 4 : 16;
        Size(4 + bytes);
        var head = Take(4);
        (head[0], head[1], head[2], head[3]) = (isFour ? Inet4 : Inet6, (byte)(8 * bytes), 0, (byte)bytes);
        address.TryWriteBytes(Take(bytes), out _);
    }

    private void Size(int bytes) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), bytes);

    private Span<byte> Take(int bytes)
    {
        if (_bytes.Length - Length < bytes)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + bytes));
        }

        var taken = _bytes.AsSpan(Length, bytes);
        Length += bytes;
        return taken;
    }
}
