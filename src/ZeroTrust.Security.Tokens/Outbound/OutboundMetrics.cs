using System.Diagnostics;
using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Measures the tokens for other services. Tags are the configured client names and closed sets.</summary>
internal sealed class OutboundMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _fetches;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _refusals;

    public OutboundMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        _requests = _meter.CreateCounter<long>("zerotrust.service_token.requests", "{request}", "Calls that asked for a token, by outcome.");
        _fetches = _meter.CreateCounter<long>("zerotrust.service_token.fetches", "{fetch}", "Attempts to have a token of its source, by outcome.");
        _duration = _meter.CreateHistogram<double>("zerotrust.service_token.fetch.duration", "s", "Time to have a token of its source.");
        _refusals = _meter.CreateCounter<long>("zerotrust.service_token.refusals", "{request}", "Calls that the other service answered 401.");
    }

    /// <summary>Shows how many tokens are held beside those that are configured.</summary>
    public void Show(TokenShelf shelf) => _meter.CreateObservableUpDownCounter(
        "zerotrust.service_token.entries", () => shelf.Count, "{token}", "Tokens held for users, tenants and the like.");

    /// <summary>Counts a call; one that nobody listens to costs one read.</summary>
    public void Given(string client, TokenUse use)
    {
        if (_requests.Enabled)
        {
            _requests.Add(1, new("client", client), new("outcome", Name(use)));
        }
    }

    public void Fetched(string client, ServiceTokenFailure failure, TimeSpan duration)
    {
        if (_fetches.Enabled || _duration.Enabled)
        {
            var tags = new TagList { { "client", client }, { "outcome", Name(failure) } };
            _fetches.Add(1, tags);
            _duration.Record(duration.TotalSeconds, tags);
        }
    }

    public void Refused(string client) => _refusals.Add(1, new KeyValuePair<string, object?>("client", client));

    private static string Name(TokenUse use) => use switch
    {
        TokenUse.Held => "held",
        TokenUse.Waited => "waited",
        _ => "failed",
    };

    private static string Name(ServiceTokenFailure failure) => failure switch
    {
        ServiceTokenFailure.None => "success",
        ServiceTokenFailure.NotGranted => "not_granted",
        ServiceTokenFailure.NoKey => "no_key",
        ServiceTokenFailure.SourceRefused => "refused",
        ServiceTokenFailure.SourceAnswerInvalid => "invalid",
        _ => "unavailable",
    };
}
