using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing;

/// <summary>The keys an issuer publishes, oldest first, and the one of each algorithm that signs: the newest.</summary>
internal sealed class KeyShelf : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<FakeSigningKey> _keys;
    private readonly List<FakeSigningKey> _removed = [];

    public KeyShelf(IEnumerable<string> algorithms) =>
        _keys = [.. algorithms.Distinct(StringComparer.Ordinal).Select(static algorithm => FakeSigningKey.Create(algorithm))];

    public IReadOnlyList<FakeSigningKey> Published
    {
        get
        {
            lock (_gate)
            {
                return [.. _keys];
            }
        }
    }

    public FakeSigningKey Newest(string algorithm)
    {
        lock (_gate)
        {
            return _keys.FindLast(key => key.Algorithm == algorithm)
                ?? throw new InvalidOperationException($"The issuer publishes no {algorithm} key; name it in FakeTokenIssuerOptions.Algorithms.");
        }
    }

    public void Add(FakeSigningKey key)
    {
        lock (_gate)
        {
            _keys.Add(key);
        }
    }

    public bool Remove(string keyId)
    {
        lock (_gate)
        {
            var index = _keys.FindIndex(key => key.KeyId == keyId);
            if (index < 0)
            {
                return false;
            }

            _removed.Add(_keys[index]);
            _keys.RemoveAt(index);
            return true;
        }
    }

    public string ToJson() =>
        new JsonObject { ["keys"] = new JsonArray([.. Published.Select(static key => key.PublicJwk())]) }.ToJsonString();

    public void Dispose()
    {
        foreach (var key in Published.Concat(_removed))
        {
            key.Dispose();
        }
    }
}
