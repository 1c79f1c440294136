using System.Text;

namespace ZeroTrust.Security.Encryption.Tests;

/// <summary>A service with fixed keys, and what seals for it.</summary>
internal sealed class TestKeys(params TestKey[] keys) : IDecryptionKeys, IDisposable
{
    public const string Service = "payments";
    public const string Type = "card-number";

    public static readonly PayloadLimits Limits = new(MaxHeaderBytes: 1024, MaxPlaintextBytes: 1000);

    public static TheoryData<string> Algorithms => [.. new[] { "ECDH-ES+A256KW", "RSA-OAEP-256" }];

    public MessageOpener Opener => new(this, Service, Limits);

    public int Operations => keys.Sum(static key => key.Operations);

    public static TestKeys Of(string algorithm) => new(TestKey.Create(algorithm));

    public IDecryptionKey? Find(string keyId) => Array.Find(keys, key => key.KeyId == keyId);

    public string Seal(string text, string service = Service, string type = Type) =>
        MessageSealer.Seal(keys[0].Public, service, type, Encoding.UTF8.GetBytes(text));

    public (PayloadRefusal Refusal, string? Text) Open(string message, string type = Type)
    {
        var refusal = Opener.TryOpen(type, message, out var plaintext, out _);
        return (refusal, plaintext is null ? null : Encoding.UTF8.GetString(plaintext));
    }

    public void Dispose()
    {
        foreach (var key in keys)
        {
            key.Dispose();
        }
    }
}
