using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>What callers choose makes no series of measurements.</summary>
public sealed partial class SeriesThreats
{
    // Of whole requests; of tokens alone there are a million below. Each draws from the same alphabet, and one series too many shows at the first.
    private const int Requests = 20_000;

    private const int MostSeries = 60;

    [Fact]
    public async Task K5_RandomIssuersPathsAndMethods_MakeNoSeries()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        await using var site = await StartAsync(issuer);
        using var series = new SeriesSet(site.Services.GetRequiredService<IMeterFactory>());
        var random = new Random(5);
        for (var i = 0; i < Requests; i++)
        {
            await SendAsync(site, random);
        }

        // What loops of ours measure comes when it comes: the bound is what all closed sets together make, and no value is one of a caller's.
        var all = series.All();
        Assert.Contains(all, static one => one.StartsWith("zerotrust.request.decisions", StringComparison.Ordinal));
        Assert.Contains(all, static one => one.StartsWith("zerotrust.token.", StringComparison.Ordinal));
        Assert.InRange(all.Count, 2, MostSeries);
        Assert.All(all, static one => Assert.DoesNotMatch(ChosenWord(), one));
    }

    [Fact]
    public async Task K5_AMillionRandomIssuers_MakeNoSeries()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        await using var site = await StartAsync(issuer);
        using var series = new SeriesSet(site.Services.GetRequiredService<IMeterFactory>());
        var validator = site.Services.GetRequiredService<ITokenValidator>();
        var random = new Random(6);
        await RefuseAsync(validator, random, 1_000);
        var before = series.Of("zerotrust.token.validation");
        await RefuseAsync(validator, random, 1_000_000);

        Assert.NotEmpty(before);
        Assert.Equal(before, series.Of("zerotrust.token.validation"));
        Assert.InRange(series.All().Count, before.Count, MostSeries);
        Assert.All(series.All(), static one => Assert.DoesNotMatch(ChosenWord(), one));
    }

    private static async Task RefuseAsync(ITokenValidator validator, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var verdict = await validator.ValidateAsync(TokenOf(Word(random), Word(random)).AsMemory(), default, CancellationToken.None);
            Assert.Equal(TokenFailure.IssuerUnknown, verdict.Failure);
        }
    }

    private static async Task<WebApplication> StartAsync(FakeTokenIssuer issuer)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddZeroTrust(static _ => { });
        builder.Services.TrustFakeIssuer(issuer, audience: "orders");
        var app = builder.Build();
        app.UseZeroTrust();
        app.Map("/orders/{id}", static () => "ran").RequirePermission("orders:read");
        app.Map("/open/{id}", static () => "ran").AllowAnonymousBecause("a test");
        await app.StartAsync();
        return app;
    }

    private static Task<HttpContext> SendAsync(WebApplication site, Random random)
    {
        var (issuer, key) = (Word(random), Word(random));
        var (path, method, header) = (random.Next(3), Word(random), Word(random));
        return site.GetTestServer().SendAsync(context =>
        {
            context.Request.Method = random.Next(2) == 0 ? "GET" : method;
            context.Request.Path = path switch { 0 => $"/orders/{key}", 1 => $"/open/{key}", _ => $"/{key}" };
            context.Request.Headers["X-" + header] = header;
            context.Request.Headers.Authorization = random.Next(4) switch
            {
                0 => $"Bearer {TokenOf(issuer, key)}",
                1 => $"{header} {key}",
                2 => $"Bearer {key}",
                _ => "",
            };
        });
    }

    private static string TokenOf(string issuer, string key) =>
        $"{Part($"{{\"alg\":\"ES256\",\"kid\":\"{key}\",\"typ\":\"at+jwt\"}}")}.{Part($"{{\"iss\":\"https://{issuer}.example\",\"aud\":\"orders\",\"exp\":4102444800}}")}.{Part(key)}";

    [GeneratedRegex("[0-9A-F]{16}", RegexOptions.IgnoreCase)]
    private static partial Regex ChosenWord();

    private static string Word(Random random) => Convert.ToHexString(BitConverter.GetBytes(random.NextInt64()));

    private static string Part(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>Each instrument of ours with each set of tags that it was measured with.</summary>
    private sealed class SeriesSet : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public SeriesSet(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == factory && instrument.Meter.Name.StartsWith("ZeroTrust.", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Add(instrument, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
            _listener.Start();
        }

        /// <summary>Those of the instruments whose names begin so, which somebody called has made.</summary>
        public IReadOnlyList<string> Of(string prefix)
        {
            lock (_seen)
            {
                return [.. _seen.Where(one => one.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            }
        }

        public IReadOnlyCollection<string> All()
        {
            _listener.RecordObservableInstruments();
            lock (_seen)
            {
                return [.. _seen];
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var series = $"{instrument.Name} {string.Join(',', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))}";
            lock (_seen)
            {
                _seen.Add(series);
            }
        }
    }
}
