using System.Text.Json;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>The tokens that were signed and have not expired, and the one public key that each <c>kid</c> ever named.</summary>
internal sealed class TokenLedger(ManualTimeProvider clock)
{
    private readonly List<(string KeyId, DateTimeOffset Expires)> _tokens = [];
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _signers = new(StringComparer.Ordinal);

    /// <summary>How many keys signed.</summary>
    public int Signers => _signers.Count;

    public async Task MintAsync(RingRig process)
    {
        var token = await process.Minter.MintAsync(new() { Audience = "payments", Lifetime = TimeSpan.FromMinutes(15) });
        var keyId = Jws.KeyId(token.Reveal());
        Assert.Contains(keyId, process.Published());
        _tokens.Add((keyId, token.ExpiresAt));
        _signers.Add(keyId);
    }

    public void Check(RingRig process)
    {
        _tokens.RemoveAll(token => token.Expires <= clock.GetUtcNow());
        var published = process.Published();
        Assert.All(_tokens, token => Assert.Contains(token.KeyId, published));
        foreach (var key in JsonDocument.Parse(process.KeySet()).RootElement.GetProperty("keys").EnumerateArray())
        {
            var keyId = key.GetProperty("kid").GetString()!;
            _keys.TryAdd(keyId, key.GetRawText());
            Assert.Equal(_keys[keyId], key.GetRawText());
        }
    }
}
