using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Peppers of a secret that rotates. Looked at for each key; made anew only when the secret is another.</summary>
internal sealed class LivePeppers(ISecretHandle handle, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private Taken _taken = new(null, null, []);
    private Pepper[] _left = [];

    /// <summary>The peppers at the moment; null while there are none.</summary>
    public PepperPair? Pair
    {
        get
        {
            var held = handle.Held;
            var taken = Volatile.Read(ref _taken);
            return ReferenceEquals(taken.Held, held) ? taken.Pair : Take();
        }
    }

    public SecretUnavailableException Unavailable() => new(handle.Reference, $"{handle.Reference} has no pepper: 32 random bytes, or their base64 on one line.");

    public void Dispose()
    {
        lock (_gate)
        {
            Array.ForEach([.. _left, .. _taken.Peppers.Values], static pepper => pepper?.Dispose());
        }
    }

    private PepperPair? Take()
    {
        lock (_gate)
        {
            // Under the gate, so that a thread that was held up puts no older one back.
            var held = handle.Held;
            if (ReferenceEquals(_taken.Held, held))
            {
                return _taken.Pair;
            }

            var peppers = new Dictionary<Secret, Pepper?>(ReferenceEqualityComparer.Instance);
            var current = PepperOf(held?.Current, peppers);
            var previous = PepperOf(held?.Previous, peppers);

            // One that cannot be taken does not stop what the one before still proves.
            var pair = current is not null ? new PepperPair(current, previous) : previous is not null ? new PepperPair(previous, null) : null;
            Leave(peppers);
            Volatile.Write(ref _taken, new(held, pair, peppers));
            return pair;
        }
    }

    private Pepper? PepperOf(SecretVersion? version, Dictionary<Secret, Pepper?> peppers)
    {
        if (version is not { HasValue: true })
        {
            return null;
        }

        if (!_taken.Peppers.TryGetValue(version.Value, out var pepper))
        {
            var key = version.Value.Reveal(0, static (bytes, _) => KeyEncryptionKeyFile.Parse(bytes));
            pepper = key is null ? null : new(key);
            if (pepper is null)
            {
                ApiKeyLog.PepperMalformed(logger, handle.Reference, version.Version);
            }
        }

        peppers[version.Value] = pepper;
        return pepper;
    }

    // Somebody may be hashing just now: what is left out is zeroed at the change after.
    private void Leave(Dictionary<Secret, Pepper?> kept)
    {
        Array.ForEach(_left, static pepper => pepper.Dispose());
        _left = [.. _taken.Peppers.Where(one => !kept.ContainsKey(one.Key)).Select(static one => one.Value).OfType<Pepper>()];
    }

    private sealed record Taken(HeldSecret? Held, PepperPair? Pair, Dictionary<Secret, Pepper?> Peppers);
}
