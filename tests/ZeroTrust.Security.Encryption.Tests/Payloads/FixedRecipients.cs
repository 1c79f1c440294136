namespace ZeroTrust.Security.Encryption.Tests.Payloads;

/// <summary>One recipient, whose key is at hand, can be fetched, or neither.</summary>
internal sealed class FixedRecipients(EncryptionKey? held, EncryptionKey? fetched = null) : IRecipientKeys
{
    public bool Knows(string service) => service == TestKeys.Service;

    public EncryptionKey? Find(string service) => Knows(service) ? held : null;

    public ValueTask<EncryptionKey?> FetchAsync(string service, CancellationToken cancellationToken = default) => new(held ?? fetched);
}
