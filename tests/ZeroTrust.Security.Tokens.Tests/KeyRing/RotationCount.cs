using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Minting;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>Counts rotations, and tries each key again after it has left the ring.</summary>
internal sealed class RotationCount
{
    private readonly Queue<SigningKey> _replaced = new();
    private SigningKey? _active;

    public int Count { get; private set; }

    /// <summary>How many keys no service takes any more.</summary>
    public int RefusedOfGoneKeys { get; private set; }

    public void Note(RingRig process, ConsumingService[] consumers)
    {
        if (process.Ring.SigningNow is { } key && key != _active)
        {
            Count += _active is null ? 0 : 1;
            Try(consumers);
            if (_active is not null)
            {
                _replaced.Enqueue(_active);
            }

            _active = key;
        }
    }

    // A rotation later it has long left the ring, and every set that was fetched before that.
    private void Try(ConsumingService[] consumers)
    {
        if (_replaced.TryDequeue(out var replaced))
        {
            Assert.All(consumers, consumer => Assert.False(consumer.Takes(Sign(replaced, consumer))));
            RefusedOfGoneKeys++;
        }
    }

    private static string Sign(SigningKey key, ConsumingService consumer)
    {
        var now = consumer.Clock.GetUtcNow().ToUnixTimeSeconds();
        return CompactJws.Sign(key, key.AccessTokenHeader, System.Text.Encoding.UTF8.GetBytes(
            $$"""{"iss":"{{RingRig.Issuer}}","sub":"orders","client_id":"orders","aud":"payments","iat":{{now}},"exp":{{now + 300}},"jti":"stolen"}"""));
    }
}
