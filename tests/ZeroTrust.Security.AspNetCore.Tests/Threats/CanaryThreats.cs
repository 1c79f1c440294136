using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>A secret in every place a request or the application can put one, looked for in everything that comes out.</summary>
public sealed class CanaryThreats : IDisposable
{
    private const string Canary = "CanaryCanaryCanary0123456789";

    // Shapes by which text is known for a secret, wherever it stands.
    private const string Token = $"eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.{Canary}";

    private readonly string _folder = Directory.CreateTempSubdirectory("zt-canary-").FullName;

    [Fact]
    public async Task K1_CanaryInTwelvePlaces_IsInNoOutput()
    {
        var outputs = new ConcurrentQueue<string>();
        using var spans = Spans(outputs);
        using var key = new Secret(Encoding.UTF8.GetBytes($"{Canary}-hash-key-of-the-journal"));
        using var digestKey = new Secret(Encoding.UTF8.GetBytes($"{Canary}-digest-key-of-the-audit"));
        var directory = Path.Combine(_folder, "audit");
        RecordingLogs logs;
        await using (var site = await Site.StartAsync(Map, builder => builder.Services.AddZeroTrustCore().AddAuditJournal(directory, options =>
        {
            options.HashKey = key;                                                      // 1
            (options.DigestKey, options.DigestKeyId) = (digestKey, "first");            // 2
        }), kestrel: true))
        {
            logs = site.Logs;
            using var measurements = Measurements(site.Services.GetRequiredService<IMeterFactory>(), outputs);
            using var client = site.Client();
            site.Tokens.Add(Token, Callers.User("alice", "orders:read"));
            foreach (var path in new[] { "/orders", "/required", "/denied", "/undeclared", "/nowhere", "/framework", "/acts" })
            {
                await SendAsync(client, path, outputs, ("Authorization", $"Bearer {Token}"));            // 3: accepted
                await SendAsync(client, path, outputs, ("Authorization", $"Bearer {Token}x"));           // 4: refused
                await SendAsync(client, path, outputs, ("Authorization", $"Basic {Canary}"));            // 5: of another scheme
                await SendAsync(client, path, outputs, ("Authorization", $"Bearer {Canary} {Canary}"));  // 6: malformed
                await SendAsync(client, path, outputs, ("X-Api-Key", $"zt_{Canary}"));                   // 7
                await SendAsync(client, path, outputs, ("Cookie", $"session={Canary}"), ("traceparent", Canary), ("X-Request-Id", Canary));  // 8, 9
            }
        }

        // 10 to 12 are in the details that /acts records.
        var journal = string.Concat(Directory.GetFiles(directory).Select(static file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.Contains("\"type\":\"act\"", journal, StringComparison.Ordinal);
        Assert.Contains("[masked]", journal, StringComparison.Ordinal);
        Assert.Contains("hmac-sha256:first:", journal, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, journal, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(Canary)), journal, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary))[..32], journal, StringComparison.Ordinal);
        Assert.Contains(outputs, static output => output.StartsWith("zerotrust.decision", StringComparison.Ordinal));
        Assert.Contains(outputs, static output => output.StartsWith("zerotrust.audit.events", StringComparison.Ordinal));
        Assert.All(outputs, static output => Assert.DoesNotContain(Canary, output, StringComparison.OrdinalIgnoreCase));
        Assert.All(logs.Lines, static line => Assert.DoesNotContain(Canary, line.Text, StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Map(WebApplication app)
    {
        app.UseZeroTrust();
        app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
        app.MapGet("/required", static () => "ran").RequirePermission("orders:read").AuditAs(AuditClass.Required);
        app.MapGet("/denied", static () => "ran").RequirePermission("other:permission");
        app.MapGet("/undeclared", static () => "ran");
        app.MapGet("/framework", static () => "ran").RequireAuthorization(static policy => policy.RequireAssertion(static _ => true));
        app.MapGet("/acts", static async (HttpContext http) =>
        {
            var audit = http.GetAudit();
            await using var act = await audit.BeginAsync("act", Token);                                                     // 10: what is acted on
            await act.CompleteAsync(AuditOutcome.Allowed, ("note", $"password={Canary}"), ("card", AuditValue.Digest(Canary)));   // 11, 12
        }).AllowAnonymousBecause("a test");
    }

    private static async Task SendAsync(HttpClient client, string path, ConcurrentQueue<string> outputs, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await client.SendAsync(request);
        outputs.Enqueue($"{response}\n{await response.Content.ReadAsStringAsync()}");
    }

    private static ActivityListener Spans(ConcurrentQueue<string> outputs)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("ZeroTrust.", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => outputs.Enqueue($"{activity.OperationName} {string.Join(',', activity.TagObjects)} {activity.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measurements(IMeterFactory factory, ConcurrentQueue<string> outputs)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == factory)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => outputs.Enqueue($"{instrument.Name} {string.Join(',', tags.ToArray())}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => outputs.Enqueue($"{instrument.Name} {string.Join(',', tags.ToArray())}"));
        listener.Start();
        return listener;
    }
}
