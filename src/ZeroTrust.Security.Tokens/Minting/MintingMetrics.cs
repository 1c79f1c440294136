using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Counts minted tokens.</summary>
internal sealed class MintingMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _tokens;

    public MintingMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        _tokens = _meter.CreateCounter<long>("zerotrust.service_tokens.minted", "{token}", "Requests to mint a service token, by outcome.");
    }

    public void Minted() => _tokens.Add(1, new KeyValuePair<string, object?>("outcome", "minted"));

    public void Refused() => _tokens.Add(1, new KeyValuePair<string, object?>("outcome", "refused"));

    public void Dispose() => _meter.Dispose();
}
