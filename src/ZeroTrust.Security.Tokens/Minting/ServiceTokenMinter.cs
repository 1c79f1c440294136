using System.Buffers;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Mints tokens with the active key of the ring. Threads may share it.</summary>
internal sealed class ServiceTokenMinter(
    MintingSettings settings, ServiceKeyRing ring, TimeProvider clock, MintingMetrics metrics, ILogger logger) : IServiceTokenMinter
{
    private const int UsualPayloadBytes = 512;

    // Beyond it the token would not be taken: ZeroTrustOptions.MaxTokenBytes.
    private const int MaxPayloadBytes = 5 * 1024;

    private readonly GrantRule _rule = new(settings);
    private readonly TokenPayload _payload = new(settings);

    // Not async: with a key at hand nothing waits.
    public ValueTask<ServiceToken> MintAsync(ServiceTokenRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ring.SigningNow is { } key ? new(Mint(request, key)) : MintLaterAsync(request, cancellationToken);
    }

    private async ValueTask<ServiceToken> MintLaterAsync(ServiceTokenRequest request, CancellationToken cancellationToken) =>
        Mint(request, await ring.GetSigningKeyAsync(cancellationToken).ConfigureAwait(false));

    private ServiceToken Mint(ServiceTokenRequest request, SigningKey key)
    {
        if (_rule.Decide(request, clock.GetUtcNow(), out var content) is { } fault)
        {
            throw Refuse(fault);
        }

        var payload = new ArrayBufferWriter<byte>(UsualPayloadBytes);
        _payload.Write(payload, content);
        if (payload.WrittenCount > MaxPayloadBytes)
        {
            throw Refuse($"Its claims take more than {MaxPayloadBytes} bytes.");
        }

        metrics.Minted();
        return new(CompactJws.Sign(key, key.AccessTokenHeader, payload.WrittenSpan), DateTimeOffset.FromUnixTimeSeconds(content.Expires));
    }

    private ServiceTokenException Refuse(string fault)
    {
        metrics.Refused();
        MintingLog.Refused(logger, fault);
        return new(ServiceTokenFailure.NotGranted, $"The request for a service token is refused. {fault}");
    }
}
