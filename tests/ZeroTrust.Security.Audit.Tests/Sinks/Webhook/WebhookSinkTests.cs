using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class WebhookSinkTests : IAsyncLifetime
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private TargetServer _server = null!;

    public async Task InitializeAsync() => _server = await TargetServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Write_PostsAnArrayOfRecords()
    {
        await using var sink = Sink();
        var batch = ShippedSink.Batch(3);

        Assert.Equal(3, (await sink.WriteAsync(batch)).Stored);
        using var body = JsonDocument.Parse(_server.Requests.Single().Text);
        Assert.Equal(batch.Records.Select(static record => Encoding.ASCII.GetString(record.Line.Span)), body.RootElement.EnumerateArray().Select(static item => item.GetRawText()));
        Assert.Equal("application/json", _server.Requests[0].Headers["Content-Type"]);
    }

    [Fact]
    public async Task Write_PostsLines_AsSplunkTakesThem()
    {
        await using var sink = Sink(static options =>
        {
            options.Body = AuditWebhookBody.Lines;
            options.Format = AuditFormat.Ocsf;
            options.Authorization = Secret.FromText("Splunk 8f3c");
        });
        await sink.WriteAsync(ShippedSink.Batch([.. MappedRecords.All.Values]));
        var request = _server.Requests.Single();

        Assert.Equal(("Splunk 8f3c", "application/x-ndjson"), (request.Headers["Authorization"], request.Headers["Content-Type"]));
        Assert.Equal(MappedRecords.All.Values.Select(static record => JsonDocument.Parse(MappedRecords.Map(AuditFormat.Ocsf, record)).RootElement.GetProperty("type_uid").GetInt32()), request.Text.TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("type_uid").GetInt32()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_IsSigned_OverItsIdItsTimeAndItsBody(bool compress)
    {
        await using var sink = Sink(options =>
        {
            options.SigningKey = Secret.FromText(Key);
            options.Compress = compress;
        });
        await sink.WriteAsync(ShippedSink.Batch(2));
        var request = _server.Requests.Single();
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}."), .. request.Body];

        Assert.Equal($"{MappedRecords.Journal}-1-2", request.Headers["webhook-id"]);
        Assert.Equal(sink.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), request.Headers["webhook-timestamp"]);
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Key), signed))}", request.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task J18_WhatComesAgain_HasTheSameKeyAndTheSameBody()
    {
        await using var sink = Sink();
        _server.Answer = static (http, _) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(0, (await sink.WriteAsync(ShippedSink.Batch(3))).Stored);
        sink.Clock.Advance(TimeSpan.FromMinutes(1));
        _server.Answer = static (_, _) => Task.CompletedTask;
        Assert.Equal(3, (await sink.WriteAsync(ShippedSink.Batch(3))).Stored);

        Assert.Equal(2, _server.Requests.Count);
        Assert.Equal(_server.Requests[0].Headers["Idempotency-Key"], _server.Requests[1].Headers["Idempotency-Key"]);
        Assert.Equal(_server.Requests[0].Text, _server.Requests[1].Text);
    }

    [Theory]
    [InlineData(199 + 101)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Write_AnyStatusButTwoHundreds_StoresNothing(int status)
    {
        await using var sink = Sink();
        _server.Answer = (http, _) =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        var result = await sink.WriteAsync(ShippedSink.Batch(2));

        Assert.Equal((0, $"status {status}", 0), (result.Stored, result.Reason, result.Aside.Count));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Write_DoesNotFollowARedirect(int status)
    {
        await using var sink = Sink(static options => options.Authorization = Secret.FromText("Bearer x"));
        _server.Answer = (http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };

        Assert.Equal(0, (await sink.WriteAsync(ShippedSink.Batch(1))).Stored);
        Assert.Equal(["/in"], _server.Requests.Select(static request => request.Path));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 GMT", 59)]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", 0)]
    [InlineData("nonsense", 0)]
    [InlineData("4000000", 3600)]
    public async Task Write_WaitsAsLongAsItIsAsked(string header, int seconds)
    {
        await using var sink = Sink();
        _server.Answer = (http, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        };

        Assert.Equal(seconds, (int)(await sink.WriteAsync(ShippedSink.Batch(1))).RetryAfter.TotalSeconds);
    }

    [Fact]
    public async Task Write_WhatTheReceiverCanNeverTake_IsPutAside_AndTheRestGoesOn()
    {
        await using var sink = Sink();
        var poison = SinkRig.Id(5);
        _server.Answer = (http, request) =>
        {
            http.Response.StatusCode = request.Text.Contains("poison", StringComparison.Ordinal) ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        var records = ShippedSink.Batch(9).Records.ToArray();
        records[4] = MappedRecords.Of(MappedRecords.Refund with { Resource = "poison" }) with { Number = 5, Id = poison };

        var result = await sink.WriteAsync(ShippedSink.Batch(records));

        Assert.Equal((9, new AuditAside(poison, "status 422")), (result.Stored, Assert.Single(result.Aside)));
    }

    [Fact]
    public async Task Write_ToAServerThatHangs_EndsWhenItIsCancelled()
    {
        await using var sink = Sink();
        var reached = new TaskCompletionSource();
        _server.Answer = async (http, _) =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        using var cancellation = new CancellationTokenSource();
        var writing = sink.Sink.WriteAsync(ShippedSink.Batch(1), cancellation.Token).AsTask();
        await reached.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task Write_AnAnswerWithoutAnEnd_IsNotReadToIt()
    {
        await using var sink = Sink();
        _server.Answer = static async (http, _) =>
        {
            await http.Response.Body.WriteAsync(new byte[1024 * 1024], http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        using var tooLate = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await sink.Sink.WriteAsync(ShippedSink.Batch(1), tooLate.Token)).Stored);
    }

    [Fact]
    public async Task Write_ToNobody_IsARefusal()
    {
        await using var sink = Sink();
        await _server.DisposeAsync();

        var result = await sink.WriteAsync(ShippedSink.Batch(1));

        Assert.Equal((0, "no answer (ConnectionError)"), (result.Stored, result.Reason));
    }

    private ShippedSink Sink(Action<AuditWebhookOptions>? configure = null) => new(builder => builder.AddAuditWebhook(options =>
    {
        options.Address = new(_server.Address, "in");
        configure?.Invoke(options);
    }));
}
