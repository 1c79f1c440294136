using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.OpenTelemetry.Tests;

/// <summary>
/// A collector on loopback that reads requests as the protocol's <c>logs.proto</c> and the JSON mapping of OTLP describe them: every field by its name and type, and nothing else.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<JsonElement> _records = [];

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What it took.</summary>
    public IReadOnlyList<JsonElement> Records => _records;

    public IReadOnlyList<JsonElement> Resource { get; private set; } = [];

    public int Requests { get; private set; }

    public string? Authorization { get; private set; }

    /// <summary>What it answers in place of taking the records: false where it has not answered.</summary>
    public Func<HttpContext, IReadOnlyList<JsonElement>, Task<bool>> Answer { get; set; } = static (_, _) => Task.FromResult(false);

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/logs", collector.TakeAsync);
        await app.StartAsync();
        return collector;
    }

    /// <summary>The value of an attribute, as its text.</summary>
    public static string? Attribute(JsonElement record, string key) => record.GetProperty("attributes").EnumerateArray()
        .Where(attribute => attribute.GetProperty("key").GetString() == key)
        .Select(static attribute => attribute.GetProperty("value").EnumerateObject().Single().Value.GetString())
        .SingleOrDefault();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        Requests++;
        Authorization = http.Request.Headers.Authorization;
        Stream body = http.Request.Headers.ContentEncoding == "gzip"
            ? new System.IO.Compression.GZipStream(http.Request.Body, System.IO.Compression.CompressionMode.Decompress)
            : http.Request.Body;
        using var document = await JsonDocument.ParseAsync(body, cancellationToken: http.RequestAborted);
        var logs = Only(document.RootElement, "resourceLogs").GetProperty("resourceLogs").EnumerateArray().Single();
        var scope = Only(logs, "resource", "scopeLogs").GetProperty("scopeLogs").EnumerateArray().Single();
        Resource = [.. Only(logs.GetProperty("resource"), "attributes").GetProperty("attributes").EnumerateArray().Select(static item => item.Clone())];
        var records = Only(scope, "scope", "logRecords").GetProperty("logRecords").EnumerateArray().Select(static record => record.Clone()).ToList();
        records.ForEach(Check);
        if (!await Answer(http, records))
        {
            _records.AddRange(records);
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("{}", http.RequestAborted);
        }
    }

    private static void Check(JsonElement record)
    {
        Only(record, "timeUnixNano", "observedTimeUnixNano", "severityNumber", "severityText", "eventName", "body", "traceId", "attributes");
        Assert.All(["timeUnixNano", "observedTimeUnixNano"], name => Assert.True(ulong.TryParse(record.GetProperty(name).GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out _)));
        Assert.InRange(record.GetProperty("severityNumber").GetInt32(), 1, 24);
        CheckValue(record.GetProperty("body"));
        if (record.TryGetProperty("traceId", out var trace))
        {
            Assert.Equal(16, Convert.FromHexString(trace.GetString()!).Length);
        }

        var attributes = record.GetProperty("attributes").EnumerateArray().ToList();
        Assert.Equal(attributes.Count, attributes.Select(static attribute => attribute.GetProperty("key").GetString()).Distinct(StringComparer.Ordinal).Count());
        attributes.ForEach(static attribute => CheckValue(Only(attribute, "key", "value").GetProperty("value")));
    }

    private static void CheckValue(JsonElement value)
    {
        var only = Assert.Single(Only(value, "stringValue", "intValue").EnumerateObject());
        Assert.True(only.Name == "stringValue" ? only.Value.ValueKind == JsonValueKind.String : long.TryParse(only.Value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
    }

    private static JsonElement Only(JsonElement element, params string[] names)
    {
        Assert.All(element.EnumerateObject(), member => Assert.Contains(member.Name, names));
        return element;
    }
}
