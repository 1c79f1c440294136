using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// When a key moves on: announced, then after all know it in use, then kept until the last that it was used for is over, then gone. It goes by
/// the times in the ring and one clock, and leaves room for clocks that differ. Pure.
/// </summary>
internal sealed class RotationPlan(LinePlan line)
{
    // A tenth of a key's life is left out, more or less of it: services that started together do not turn together.
    private const double Jitter = 0.1;

    /// <summary>The algorithm of new keys.</summary>
    public RingAlgorithm Algorithm => line.Algorithm;

    public bool IsAnnouncementDue(RingLine ring, DateTimeOffset now) =>
        ring.Pending is null
        && ring.Active is { } active
        && (active.Algorithm != line.Algorithm || now >= active.Since + TimeInUseOf(active) - line.PendingTime);

    public bool IsActivationDue(RingLine ring, DateTimeOffset now) =>
        ring.Pending is { } pending && now >= pending.Since + line.PendingTime;

    public bool IsGone(StoredKey key, DateTimeOffset now) =>
        key.State == RingKeyState.Retiring && now >= key.Since + line.RetiringTime;

    // The key's name is as good as random, and every process computes the same from it.
    private TimeSpan TimeInUseOf(StoredKey key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(key.KeyId), hash);
        return line.KeyLifetime * (1 - (Jitter * BinaryPrimitives.ReadUInt32BigEndian(hash) / uint.MaxValue));
    }
}
