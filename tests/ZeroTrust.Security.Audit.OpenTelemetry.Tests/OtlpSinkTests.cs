using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security.Audit.OpenTelemetry.Tests;

public sealed class OtlpSinkTests : IAsyncLifetime
{
    private const string Journal = "0123456789abcdef0123456789abcdef";

    private Collector _collector = null!;

    public async Task InitializeAsync() => _collector = await Collector.StartAsync();

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_IsALogRecordForEachRecord(bool compress)
    {
        using var sink = Sink(options => options.Compress = compress);
        var batch = Batch(3);

        Assert.Equal(3, (await sink.WriteAsync(batch)).Stored);
        Assert.Equal(batch.Records.Select(static record => Encoding.ASCII.GetString(record.Line.Span)), _collector.Records.Select(static record => record.GetProperty("body").GetProperty("stringValue").GetString()));
        Assert.Equal(batch.Records.Select(static record => record.Id.ToString()), _collector.Records.Select(static record => Collector.Attribute(record, "audit.id")));
        Assert.Equal(["orders", "node-7"], _collector.Resource.Select(static attribute => attribute.GetProperty("value").GetProperty("stringValue").GetString()));
    }

    [Fact]
    public async Task Write_HasTimeSeverityTraceAndAttributes()
    {
        using var sink = Sink();
        await sink.WriteAsync(Batch(Record(1, "\"outcome\":\"denied\",\"user\":\"alice\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"client_ip\":\"10.0.0.1\",\"forwarded_ip\":\"2001:db8::7\",\"details\":{\"amount\":89.90}")));
        var record = _collector.Records.Single();

        Assert.Equal(("1767323045678000000", "1767323045700000000", 13, "WARN"), (record.GetProperty("timeUnixNano").GetString(), record.GetProperty("observedTimeUnixNano").GetString(), record.GetProperty("severityNumber").GetInt32(), record.GetProperty("severityText").GetString()));
        Assert.Equal(("refund", "0af7651916cd43dd8448eb211c80319c"), (record.GetProperty("eventName").GetString(), record.GetProperty("traceId").GetString()));
        Assert.Equal(("alice", "2001:db8::7", "10.0.0.1", "1", "{\"amount\":89.90}"), (Collector.Attribute(record, "user.id"), Collector.Attribute(record, "client.address"), Collector.Attribute(record, "network.peer.address"), Collector.Attribute(record, "audit.sequence"), Collector.Attribute(record, "audit.details")));
    }

    [Theory]
    [InlineData("\\\"},{\\\"key\\\":\\\"audit.outcome\\\",\\\"value\\\":{\\\"stringValue\\\":\\\"allowed")]
    [InlineData("\\r\\n\\u0000\\u202e\\u001b[2J")]
    public async Task J12_TextOfARecord_AddsNoAttribute(string escaped)
    {
        using var sink = Sink();
        await sink.WriteAsync(Batch(Record(1, $"\"outcome\":\"denied\",\"user\":\"{escaped}\",\"details\":{{\"note\":\"{escaped}\"}}")));

        Assert.Equal(JsonDocument.Parse($"\"{escaped}\"").RootElement.GetString(), Collector.Attribute(_collector.Records.Single(), "user.id"));
        Assert.Equal("denied", Collector.Attribute(_collector.Records.Single(), "audit.outcome"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task Write_WhatIsTurnedAway_ComesAgain(int status)
    {
        using var sink = Sink();
        _collector.Answer = (http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };
        var result = await sink.WriteAsync(Batch(3));

        Assert.Equal((0, TimeSpan.FromSeconds(7), 0, 1), (result.Stored, result.RetryAfter, result.Aside.Count, _collector.Requests));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"partialSuccess\":1}")]
    [InlineData("{\"partialSuccess\":{\"rejectedLogRecords\":\"-1\"}}")]
    [InlineData("{\"partialSuccess\":{\"rejectedLogRecords\":{}}}")]
    public async Task Write_AnAnswerThatIsNoCollectors_StoresNothing(string answer)
    {
        using var sink = Sink();
        _collector.Answer = async (http, _) =>
        {
            await http.Response.WriteAsync(answer);
            return true;
        };

        Assert.Equal(0, (await sink.WriteAsync(Batch(1))).Stored);
    }

    [Theory]
    [InlineData("{\"partialSuccess\":{}}")]
    [InlineData("{\"partialSuccess\":null}")]
    [InlineData("{\"partialSuccess\":{\"rejectedLogRecords\":\"0\",\"errorMessage\":\"slow down\"}}")]
    public async Task Write_AWarningOfTheCollector_StoresAll(string answer)
    {
        using var sink = Sink();
        _collector.Answer = async (http, _) =>
        {
            await http.Response.WriteAsync(answer);
            return true;
        };

        Assert.Equal(2, (await sink.WriteAsync(Batch(2))).Stored);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task Write_WhatTheCollectorRejects_IsFoundAndPutAside(int status)
    {
        using var sink = Sink();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        _collector.Answer = async (http, records) =>
        {
            var good = records.Where(static record => Collector.Attribute(record, "audit.sequence") != "3").Select(static record => Collector.Attribute(record, "audit.id")!).ToList();
            if (good.Count == records.Count || status == 200)
            {
                taken.UnionWith(good);
            }

            http.Response.StatusCode = good.Count == records.Count ? 200 : status;
            await http.Response.WriteAsync(good.Count == records.Count ? "{}" : $"{{\"partialSuccess\":{{\"rejectedLogRecords\":\"{records.Count - good.Count}\"}}}}");
            return true;
        };
        var result = await sink.WriteAsync(Batch(8));

        Assert.Equal((8, Id(3)), (result.Stored, Assert.Single(result.Aside).Id));
        Assert.Equal(Enumerable.Range(1, 8).Where(static number => number != 3).Select(static number => Id(number).ToString()).ToHashSet(), taken);
    }

    [Fact]
    public async Task Write_WhatIsNoRecord_IsPutAside()
    {
        using var sink = Sink();
        var bad = new AuditSinkRecord(2, Id(2), "{}"u8.ToArray());

        Assert.Equal(Id(2), Assert.Single((await sink.WriteAsync(Batch(Record(1), bad))).Aside).Id);
        Assert.Equal(1, (await sink.WriteAsync(Batch(bad))).Stored);
        Assert.Equal((1, 1), (_collector.Records.Count, _collector.Requests));
    }

    [Fact]
    public async Task J18_ALostAnswer_BringsTheSameIdsAgain()
    {
        using var sink = Sink();
        var first = new List<string?>();
        _collector.Answer = (http, records) =>
        {
            first.AddRange(records.Select(static record => Collector.Attribute(record, "audit.id")));
            http.Abort();
            return Task.FromResult(true);
        };
        Assert.Equal(0, (await sink.WriteAsync(Batch(3))).Stored);
        _collector.Answer = static (_, _) => Task.FromResult(false);
        Assert.Equal(3, (await sink.WriteAsync(Batch(3))).Stored);

        Assert.Equal(first, _collector.Records.Select(static record => Collector.Attribute(record, "audit.id")));
    }

    [Fact]
    public async Task Write_ProvesItself()
    {
        using var sink = Sink(static options => options.Authorization = Secret.FromText("Bearer t0ken"));
        await sink.WriteAsync(Batch(1));

        Assert.Equal("Bearer t0ken", _collector.Authorization);
    }

    [Fact]
    public void BadSettings_StopTheStart_AndAllAreNamed()
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddZeroTrustCore()
            .AddAuditJournal(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()))
            .AddAuditOpenTelemetry(static options => (options.Endpoint, options.Authorization) = (new("http://collector.example:4318"), Secret.FromText("a\nb")))
            .Services.AddLogging().BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<AuditSinkOptions>>().Value);
        Assert.Equal(["Endpoint", "Authorization"], fault.Failures.Select(static failure => failure.Split(": ")[1].Split(' ')[0]));
    }

    private static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    private static AuditSinkBatch Batch(int records) => Batch([.. Enumerable.Range(1, records).Select(static number => Record(number))]);

    private static AuditSinkBatch Batch(params AuditSinkRecord[] records) => new(Journal, records);

    private static AuditSinkRecord Record(int number, string members = "\"outcome\":\"allowed\"") => new(number, Id(number), Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"seq\":{number},\"prev\":\"{new string('9', 64)}\",\"wall\":1767323045700000,\"mono\":1,\"type\":\"refund\",\"id\":\"{Id(number)}\",\"time\":\"2026-01-02T03:04:05.678Z\",{members},\"hash\":\"{new string('4', 64)}\"}}")));

    private TestSink Sink(Action<AuditOpenTelemetryOptions>? configure = null)
    {
        var options = new AuditOpenTelemetryOptions { Endpoint = _collector.Address };
        configure?.Invoke(options);
        return new(options);
    }

    private sealed class TestSink : IDisposable
    {
        private readonly ServiceProvider _services;
        private readonly OtlpSink _sink;

        public TestSink(AuditOpenTelemetryOptions options)
        {
            var services = new ServiceCollection();
            SinkHttp.Add(services, options.Name);
            _services = services.BuildServiceProvider();
            _sink = new(options, SinkSecret.Of(options.Authorization, null, _services, SinkCredential.FaultOf), new() { Host = "node-7", Service = "orders" }, new(_services.GetRequiredService<IHttpClientFactory>(), options.Name, TimeProvider.System));
        }

        public ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch) => _sink.WriteAsync(batch, CancellationToken.None);

        public void Dispose() => _services.Dispose();
    }
}
