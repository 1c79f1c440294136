using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Measures what is opened with the key-encryption key before.</summary>
internal sealed class KeyEncryptionKeyMetrics
{
    private readonly Counter<long> _previous;

    public KeyEncryptionKeyMetrics(IMeterFactory? meters) =>
        _previous = (meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName))
            .CreateCounter<long>("zerotrust.keyring.previous_key_uses", "{key}", "Keys of the ring that were opened with the key-encryption key before: at 0 it can be retired.");

    public void UsedPrevious() => _previous.Add(1);
}
