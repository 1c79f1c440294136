using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>What validation counts. Tags come from closed sets: configured issuer names, <see cref="TokenFailure"/>, kinds of claim.</summary>
internal sealed class TokenMetrics
{
    public const string MeterName = "ZeroTrust.Security.Tokens";

    private const string NoIssuer = "none";

    private static readonly string[] Outcomes = OutcomeNames();

    private readonly Counter<long> _validations;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _dropped;

    public TokenMetrics(IMeterFactory? meters = null)
    {
        var meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _validations = meter.CreateCounter<long>("zerotrust.token.validations", "{token}", "Tokens validated, by outcome.");
        _duration = meter.CreateHistogram<double>("zerotrust.token.validation.duration", "s", "Time to validate a token, waiting for keys included.");
        _dropped = meter.CreateCounter<long>(
            "zerotrust.token.assertions_dropped", "{claim}", "Permissions, roles, scopes and tenants beyond what the issuer may assert.");
    }

    public bool Enabled => _validations.Enabled || _duration.Enabled;

    public void Validated(string? issuerName, TokenFailure failure, TimeSpan duration)
    {
        var tags = new TagList { { "issuer", issuerName ?? NoIssuer }, { "outcome", Outcomes[(int)failure] } };
        _validations.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
    }

    public void AssertionsDropped(string issuerName, string kind, int count)
    {
        if (count > 0 && _dropped.Enabled)
        {
            _dropped.Add(count, new("issuer", issuerName), new KeyValuePair<string, object?>("kind", kind));
        }
    }

    private static string[] OutcomeNames()
    {
        var failures = Enum.GetValues<TokenFailure>();
        var names = new string[(int)failures.Max() + 1];
        foreach (var failure in failures)
        {
            names[(int)failure] = failure == TokenFailure.None ? "accepted" : failure.ToString();
        }

        return names;
    }
}
