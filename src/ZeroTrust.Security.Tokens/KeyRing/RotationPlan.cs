using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// When a key moves on: announced, then after all know it signing, then published until its last token has expired, then gone. It goes by
/// the times in the ring and one clock, and leaves room for clocks that differ. Pure.
/// </summary>
internal sealed class RotationPlan(KeyRingSettings settings)
{
    // A tenth of a key's life is left out, more or less of it: services that started together do not turn together.
    private const double Jitter = 0.1;

    public bool IsAnnouncementDue(Ring ring, DateTimeOffset now) =>
        ring.Pending is null
        && (ring.Active.Algorithm != settings.Algorithm || now >= ring.Active.Since + SigningTimeOf(ring.Active) - settings.PendingTime);

    public bool IsActivationDue(Ring ring, DateTimeOffset now) =>
        ring.Pending is { } pending && now >= pending.Since + settings.PendingTime;

    public static bool IsGone(StoredKey key, DateTimeOffset now) =>
        key.State == RingKeyState.Retiring && now >= key.Since + KeyRingSettings.RetiringTime;

    // The key's name is as good as random, and every process computes the same from it.
    private TimeSpan SigningTimeOf(StoredKey key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(key.KeyId), hash);
        return settings.KeyLifetime * (1 - (Jitter * BinaryPrimitives.ReadUInt32BigEndian(hash) / uint.MaxValue));
    }
}
