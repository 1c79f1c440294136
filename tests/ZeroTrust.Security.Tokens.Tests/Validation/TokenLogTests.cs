using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Validation;

public sealed class TokenLogTests
{
    private readonly ListLogger _log = new();
    private readonly TestTrust _trust;

    public TokenLogTests() => _trust = new(log: _log);

    [Fact]
    public void Refusal_OfAToken_SaysWhatWasExpectedAndWhereItIsSet()
    {
        _trust.Validate(new TestToken().With("aud", "\"billing\""));

        var (level, id, text) = Assert.Single(_log.Entries);
        Assert.Equal((LogLevel.Information, 2100), (level, id.Id));
        Assert.Equal(
            "Token refused, AudienceMismatch (502): issuer corporate, not proven: iss \"https://id.example\", kid \"key-ES256\". Expected: aud orders. Set at: ZeroTrust:Issuers:corporate:Audiences.",
            text);
    }

    [Fact]
    public void Refusal_OfJunk_IsForDebugging()
    {
        _trust.Validate("junk");

        var (level, id, text) = Assert.Single(_log.Entries);
        Assert.Equal((LogLevel.Debug, 2101), (level, id.Id));
        Assert.Contains("Malformed (102)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void K1_NothingOfAToken_IsLoggedButCleanedIssuerAndKeyId()
    {
        const string Canary = "canary-7f3a";
        foreach (var claim in new[] { "sub", "jti", "aud", "scope", "client_id", "tenant", "sid", "azp" })
        {
            _trust.Validate(new TestToken().With("exp", "1").With(claim, TestToken.Json(Canary)));
            _trust.Validate(new TestToken().With(claim, TestToken.Json(Canary)).With("scope", $"\"{Canary}  {Canary}\""));
            _trust.Validate(new TestToken().With(claim, TestToken.Json(Canary)));
        }

        _trust.Validate(new TestToken().WithHeader("typ", TestToken.Json(Canary)));
        _trust.Validate(new TestToken().WithHeader("alg", TestToken.Json(Canary)));
        _trust.Validate(Canary + "." + Canary);
        var token = new TestToken().With("nbf", "9999999999").With("exp", "99999999999").ToString();
        _trust.Validate(token);
        _trust.Validate(new TestToken().WithHeader("kid", TestToken.Json("a\r\nevil: \u001b[1m" + new string('k', 200))));

        Assert.All(_log.Entries, entry =>
        {
            Assert.DoesNotContain(Canary, entry.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(token.Split('.')[2], entry.Text, StringComparison.Ordinal);
            Assert.All(entry.Text, static letter => Assert.InRange(letter, ' ', '~'));
        });
        Assert.Contains(_log.Entries, static entry => entry.Text.Contains(@"kid ""a\u000D\u000Aevil: \u001B[1mkkk", StringComparison.Ordinal));
    }

    [Fact]
    public void Refusal_OfEveryKind_NamesAnExpectation()
    {
        var snapshot = _trust.Current;
        foreach (var failure in Enum.GetValues<TokenFailure>().Where(static failure => failure != TokenFailure.None))
        {
            var expectation = Tokens.Validation.Expectation.Of(failure, snapshot, "corporate");
            Assert.NotEqual("-", expectation.Expected);
            Assert.NotEmpty(expectation.Setting);
        }
    }

    [Fact]
    public void Validations_AreCountedByIssuerAndOutcome()
    {
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name is "zerotrust.token.validations" or "zerotrust.token.validation.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Add(tags));
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Add(tags));
        listener.Start();

        var trust = new TestTrust(static profile => profile with { Name = "counted" });
        trust.Validate(new TestToken());
        trust.Validate(new TestToken().With("exp", "1"));
        Assert.Equal(["accepted", "accepted", "Expired", "Expired"], seen);

        void Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Other tests run beside this one; their issuers have other names.
            if (tags[0].Value is "counted")
            {
                seen.Add($"{tags[1].Value}");
            }
        }
    }

    [Fact]
    public async Task Activity_WhileSomebodyListens_TellsTheOutcome()
    {
        var stopped = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "ZeroTrust.Security.Tokens",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (stopped)
                {
                    stopped.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        var trust = new TestTrust(static profile => profile with { Name = "traced" });
        trust.Validate(new TestToken());
        Assert.Null(Activity.Current);

        var fetch = new TaskCompletionSource<Tokens.Issuers.KeyFetch>();
        trust.Keys.OnFetch = () => new(fetch.Task);
        var waiting = trust.Validator.ValidateAsync(new TestToken().WithHeader("kid", "\"new\"").ToString().AsMemory());
        Assert.Null(Activity.Current);
        fetch.SetResult(Tokens.Issuers.KeyFetch.Fetched);
        await waiting;
        Assert.Null(Activity.Current);

        lock (stopped)
        {
            var mine = stopped.Where(static activity => activity.GetTagItem("zerotrust.issuer") is "traced").Select(static activity => activity.GetTagItem("zerotrust.token.failure"));
            Assert.Equal([0, (int)TokenFailure.KeyUnknown], mine);
        }
    }
}
