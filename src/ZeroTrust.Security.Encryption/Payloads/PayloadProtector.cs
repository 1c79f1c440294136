using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Encryption;

/// <summary>Seals to the keys that recipients publish, and opens with those of this service. Threads may share it.</summary>
internal sealed class PayloadProtector(MessageOpener opener, IRecipientKeys recipients, PayloadLimits limits, PayloadMetrics metrics, ILogger logger) : IPayloadProtector
{
    // Not async: with the key at hand nothing waits.
    public ValueTask<string> SealAsync(string service, string type, ReadOnlyMemory<byte> plaintext, CancellationToken cancellationToken = default)
    {
        Check(service, type, plaintext.Length);
        return recipients.Find(service) is { } key
            ? new(Seal(key, service, type, plaintext.Span))
            : SealLaterAsync(service, type, plaintext, cancellationToken);
    }

    public string Seal(string service, string type, ReadOnlySpan<byte> plaintext)
    {
        Check(service, type, plaintext.Length);
        return Seal(recipients.Find(service), service, type, plaintext);
    }

    public OpenedPayload Open(string type, ReadOnlySpan<char> message)
    {
        PayloadType.ThrowUnlessValid(type);
        var refusal = opener.TryOpen(type, message, out var plaintext, out var keyName);
        metrics.Opened(refusal == PayloadRefusal.None);
        if (refusal != PayloadRefusal.None)
        {
            PayloadLog.NotOpened(logger, type, refusal, keyName ?? "(none)");
        }

        return new(plaintext);
    }

    private async ValueTask<string> SealLaterAsync(string service, string type, ReadOnlyMemory<byte> plaintext, CancellationToken cancellationToken)
    {
        var key = await recipients.FetchAsync(service, cancellationToken).ConfigureAwait(false);
        return Seal(key, service, type, plaintext.Span);
    }

    private string Seal(EncryptionKey? key, string service, string type, ReadOnlySpan<byte> plaintext)
    {
        if (key is null)
        {
            throw Refuse(PayloadSealFailure.NoKey, $"There is no key to encrypt to {service} with: it could not be fetched, or the service publishes none.");
        }

        var message = MessageSealer.Seal(key, service, type, plaintext);
        metrics.Sealed(done: true);
        return message;
    }

    private void Check(string service, string type, int length)
    {
        ArgumentNullException.ThrowIfNull(service);
        PayloadType.ThrowUnlessValid(type);
        if (!recipients.Knows(service))
        {
            throw Refuse(PayloadSealFailure.ServiceUnknown, $"No recipient {service} is configured below ZeroTrust:Encryption:Recipients.");
        }

        if (length > limits.MaxPlaintextBytes)
        {
            throw Refuse(PayloadSealFailure.TooLong, $"The data has {length} bytes; at most {limits.MaxPlaintextBytes} are sealed (ZeroTrust:Encryption:MaxPlaintextBytes).");
        }
    }

    private PayloadSealException Refuse(PayloadSealFailure failure, string message)
    {
        metrics.Sealed(done: false);
        return new(failure, message);
    }
}
