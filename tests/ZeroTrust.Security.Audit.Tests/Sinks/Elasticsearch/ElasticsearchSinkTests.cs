using System.Text;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class ElasticsearchSinkTests : IAsyncLifetime
{
    private readonly FakeBulk _bulk = new();
    private TargetServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await TargetServer.StartAsync();
        _server.Answer = _bulk.AnswerAsync;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_CreatesEachDocumentUnderItsId(bool compress)
    {
        await using var sink = Sink(options => options.Compress = compress);
        var batch = ShippedSink.Batch(3);

        Assert.Equal(3, (await sink.WriteAsync(batch)).Stored);
        Assert.Equal(("/_bulk", "?filter_path=items.*._id,items.*.status,items.*.error.type"), (_server.Requests[0].Path, _server.Requests[0].Query));
        Assert.Equal("application/x-ndjson", _server.Requests[0].Headers["Content-Type"]);
        Assert.Equal(batch.Records.Select(static record => ("audit-2026.01", record.Id.ToString())).ToHashSet(), _bulk.Documents.Keys.ToHashSet());
        Assert.All(_bulk.Documents.Values, EcsSchema.Validate);
    }

    [Fact]
    public async Task Write_WhatIsThereAlready_CountsAsStored()
    {
        await using var sink = Sink();
        await sink.WriteAsync(ShippedSink.Batch(2));

        var result = await sink.WriteAsync(ShippedSink.Batch(4));

        Assert.Equal((4, 4, 0), (result.Stored, _bulk.Documents.Count, _bulk.Overwritten));
    }

    [Theory]
    [InlineData(429, "es_rejected_execution_exception")]
    [InlineData(503, "unavailable_shards_exception")]
    [InlineData(404, "index_not_found_exception")]
    [InlineData(403, "security_exception")]
    public async Task Write_CountsUpToTheFirstThatMayPassLater(int status, string error)
    {
        await using var sink = Sink();
        _bulk.Refuse = id => id == SinkRig.Id(3).ToString() ? (status, error) : null;

        var result = await sink.WriteAsync(ShippedSink.Batch(5));

        Assert.Equal((2, $"a document was answered with {status} {error}", 0), (result.Stored, result.Reason, result.Aside.Count));
    }

    [Fact]
    public async Task Write_WhatCanNeverBeStored_IsPutAside_AndTheRestGoesOn()
    {
        await using var sink = Sink();
        _bulk.Refuse = id => id == SinkRig.Id(2).ToString() ? (400, "document_parsing_exception") : null;
        var batch = ShippedSink.Batch([.. ShippedSink.Batch(3).Records, new(4, SinkRig.Id(4), "{}"u8.ToArray())]);

        var result = await sink.WriteAsync(batch);

        Assert.Equal(4, result.Stored);
        Assert.Equal([new(SinkRig.Id(2), "document_parsing_exception"), new(SinkRig.Id(4), "not a record of a journal")], result.Aside);
        Assert.Equal(2, _bulk.Documents.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("{\"items\":{}}")]
    [InlineData("{\"items\":[]}")]
    [InlineData("{\"items\":[1]}")]
    [InlineData("{\"items\":[{\"create\":{\"status\":201}}]}")]
    [InlineData("{\"items\":[{\"index\":{\"_id\":\"00000001-0000-7000-8000-000000000001\",\"status\":201}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"_id\":\"00000002-0000-7000-8000-000000000001\",\"status\":201}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"_id\":\"00000001-0000-7000-8000-000000000001\"}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"_id\":\"00000001-0000-7000-8000-000000000001\",\"status\":201}}]}{}")]
    [InlineData("{\"items\":[{\"create\":{\"_id\":\"00000001-0000-7000-8000-000000000001\",\"status\":201}}],\"items\":[]}")]
    public async Task Write_AnAnswerThatIsNone_StoresNothing(string answer)
    {
        await using var sink = Sink();
        _server.Answer = (http, _) => http.Response.WriteAsync(answer);

        Assert.Equal(0, (await sink.WriteAsync(ShippedSink.Batch(1))).Stored);
    }

    [Fact]
    public async Task Write_TooMuchAtOnce_IsSentInParts()
    {
        await using var sink = Sink();
        _server.Answer = (http, request) =>
        {
            http.Response.StatusCode = request.Body.Length > 8_000 ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status200OK;
            return http.Response.StatusCode == StatusCodes.Status200OK ? _bulk.AnswerAsync(http, request) : Task.CompletedTask;
        };

        Assert.Equal(20, (await sink.WriteAsync(ShippedSink.Batch(20))).Stored);
        Assert.Equal((20, 0), (_bulk.Documents.Count, _bulk.Overwritten));
    }

    [Fact]
    public async Task Write_ErrorTypesAreWordsAndNothingElse()
    {
        await using var sink = Sink();
        _bulk.Refuse = static _ => (400, "Forged\\nline");

        Assert.Equal("refused", Assert.Single((await sink.WriteAsync(ShippedSink.Batch(1))).Aside).Reason);
    }

    [Fact]
    public async Task Write_ProvesItselfByKeyOrByName()
    {
        await using var byKey = Sink(static options => options.ApiKey = Secret.FromText("a2V5"));
        await using var byName = Sink(static options => (options.User, options.Password) = ("shipper", Secret.FromText("pass:word")));
        await byKey.WriteAsync(ShippedSink.Batch(1));
        await byName.WriteAsync(ShippedSink.Batch(1));

        Assert.Equal(["ApiKey a2V5", $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes("shipper:pass:word"))}"], _server.Requests.Select(static request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task J18_AnswersThatAreLost_LeaveEachRecordStoredOnce()
    {
        using var rig = new SinkRig();
        rig.Options.MaxEvents = 7;
        await using var sink = Sink();
        var calls = 0;
        _server.Answer = (http, request) =>
        {
            if (++calls % 3 != 0)
            {
                return _bulk.AnswerAsync(http, request);
            }

            _bulk.Store(request.Text);
            http.Abort();
            return Task.CompletedTask;
        };
        rig.Write(100);
        var follower = rig.Follow(sink.Sink);
        while (follower.Lag > 0)
        {
            await follower.StepAsync(CancellationToken.None);
        }

        var refunds = _bulk.Documents.Keys.Select(static key => Guid.Parse(key.Id)).Intersect(Enumerable.Range(0, 100).Select(SinkRig.Id));
        Assert.Equal((100, 0), (refunds.Count(), _bulk.Overwritten));
        Assert.Equal(101, _bulk.Documents.Count);
        Assert.True(calls > 20, "nothing was sent twice");
    }

    private ShippedSink Sink(Action<AuditElasticsearchOptions>? configure = null) => new(builder => builder.AddAuditElasticsearch(options =>
    {
        options.Address = _server.Address;
        options.Index = "audit-{yyyy}.{MM}";
        configure?.Invoke(options);
    }));
}
