using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using ZeroTrust.Security.Audit.RabbitMq;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>What a real RabbitMQ has of the journal, and what the sink makes of what it says.</summary>
public sealed partial class RabbitMqSinkTests(RabbitMqBroker broker) : IClassFixture<RabbitMqBroker>
{
    private readonly string _name = $"t{Guid.NewGuid():N}";

    [RabbitMqFact]
    public async Task Write_ARecord_IsAPersistentMessage_WithItsIdNumberAndLine()
    {
        using var journal = await WrittenJournal.WriteAsync(TestEvents.Refunds(10));
        await using var sink = Sink(declare: true);

        Assert.Equal(AuditSinkResult.StoredAll(journal.Batch(0, 100)), await sink.WriteAsync(journal.Batch(0, 100), default));
        var messages = await TakeAllAsync();
        Assert.Equal(
            journal.Records.Select(record => $"{record.Id}|{journal.Name}|{record.Number}|{Encoding.ASCII.GetString(record.Line.Span)}"),
            messages.Select(static message => $"{message.BasicProperties.MessageId}|{Header(message, "journal")}|{Header(message, "seq")}|{Encoding.ASCII.GetString(message.Body.Span)}"));
        Assert.All(messages, static message => Assert.True(message.BasicProperties.Persistent));
        Assert.Equal(10, messages.Count(static message => message.RoutingKey == "refund"));
    }

    [RabbitMqFact]
    public async Task Write_WhatNoQueueTakes_IsNotStored_UntilOneDoes()
    {
        var batch = Lines.Batch([.. Enumerable.Range(1, 5).Select(static number => Lines.Record(number, DateTimeOffset.UnixEpoch))]);
        await using var sink = Sink(declare: false);
        var missing = await sink.WriteAsync(batch, default);
        await DeclareExchangeAsync();
        var unbound = await sink.WriteAsync(batch, default);
        await using var declaring = Sink(declare: true);
        Assert.Equal(AuditSinkResult.StoredAll(batch), await declaring.WriteAsync(batch, default));

        Assert.Equal((0, 0), (missing.Stored, unbound.Stored));
        Assert.StartsWith("there is no such exchange", missing.Reason, StringComparison.Ordinal);
        Assert.StartsWith("no queue takes what the exchange is given", unbound.Reason, StringComparison.Ordinal);
        Assert.Equal(5, (await TakeAllAsync()).Count);
    }

    [RabbitMqFact]
    public async Task Write_WhatTheBrokerRefuses_IsNotStored_AndTheFirstOnesAre()
    {
        // Full at 3, and then it says no.
        await DeclareQueueAsync(new() { ["x-max-length"] = 3, ["x-overflow"] = "reject-publish" });
        await using var sink = Sink(declare: false);
        var records = Enumerable.Range(1, 5).Select(static number => Lines.Record(number, DateTimeOffset.UnixEpoch)).ToList();
        var result = await sink.WriteAsync(Lines.Batch(records), default);
        Assert.Equal("the broker refused a message", result.Reason);
        Assert.Equal(3, result.Stored);

        var first = await TakeAllAsync();
        Assert.Equal(2, (await sink.WriteAsync(Lines.Batch(records[3..]), default)).Stored);
        Assert.Equal([1, 2, 3, 4, 5], first.Concat(await TakeAllAsync()).Select(static message => int.Parse(Header(message, "seq"), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [RabbitMqFact]
    public async Task Write_WithAWrongPassword_OrToNobody_IsRefused_AndTheReasonHoldsNoSecret()
    {
        var batch = Lines.Batch([Lines.Record(1, DateTimeOffset.UnixEpoch)]);
        await using var wrong = new RabbitMqSink(broker.Server.Factory("canary-password"), new());
        var away = broker.Server.Factory("canary-password");
        away.Port = 1;
        await using var nobody = new RabbitMqSink(away, new());

        Assert.Equal(("RabbitMQ refuses the login", 0), await ReasonAsync(wrong, batch));
        Assert.Equal(("RabbitMQ cannot be reached", 0), await ReasonAsync(nobody, batch));
    }

    [RabbitMqFact]
    public async Task Write_WhileTheBrokerTakesNothing_IsRefused_AndGoesOnAfterwards()
    {
        var batch = Lines.Batch([Lines.Record(1, DateTimeOffset.UnixEpoch)]);
        await using var sink = new RabbitMqSink(broker.Server.Factory(), new() { Exchange = _name, Queue = _name, DeclareTopology = true, ConfirmTimeout = TimeSpan.FromSeconds(2) });
        Assert.Equal(1, (await sink.WriteAsync(batch, default)).Stored);
        await broker.Server.ControlAsync("set_vm_memory_high_watermark", "absolute", "1");
        try
        {
            // The first to publish is told by silence; whoever waits, by the broker itself.
            Assert.Equal(("the broker did not confirm in time", 0), await ReasonAsync(sink, batch));
        }
        finally
        {
            await broker.Server.ControlAsync("set_vm_memory_high_watermark", "0.4");
        }

        Assert.Equal(1, (await sink.WriteAsync(batch, default)).Stored);
        Assert.Equal([Lines.Id(1).ToString()], (await TakeAllAsync()).Select(static message => message.BasicProperties.MessageId!).Distinct());
    }

    [RabbitMqFact]
    public async Task J18_ABrokerThatTakesNothing_ShowsAsLag_AndHasEveryRecordAfterwards()
    {
        const int Events = 2_000;
        await DeclareQueueAsync();
        var folder = Directory.CreateTempSubdirectory("journal-");
        try
        {
            using (var host = HostOn(folder))
            {
                await host.StartAsync();
                var trail = host.Services.GetRequiredService<IAuditTrail>();
                TestEvents.Record(trail, TestEvents.Refunds(Events));
                await UntilQueuedAsync(Events);
                await broker.Server.ControlAsync("set_vm_memory_high_watermark", "absolute", "1");
                try
                {
                    TestEvents.Record(trail, TestEvents.Refunds(Events));
                    await UntilLateAsync(host, Events);
                }
                finally
                {
                    await broker.Server.ControlAsync("set_vm_memory_high_watermark", "0.4");
                }

                await UntilQueuedAsync(2 * Events);
                await host.StopAsync();
            }

            await AssertHasEachAsync(folder);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [RabbitMqFact]
    public async Task J18_TheBrokerKilledMidRun_HasEveryRecord_AndOneOfEachMessageIdIsTheJournal()
    {
        const int Events = 6_000;
        await DeclareQueueAsync();
        var folder = Directory.CreateTempSubdirectory("journal-");
        try
        {
            using (var host = HostOn(folder))
            {
                await host.StartAsync();
                TestEvents.Record(host.Services.GetRequiredService<IAuditTrail>(), TestEvents.Refunds(Events));
                await UntilQueuedAsync(Events / 10);
                await broker.Server.KillAsync();
                await broker.Server.StartAgainAsync();
                await UntilQueuedAsync(Events);
                await host.StopAsync();
            }

            await AssertHasEachAsync(folder);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private RabbitMqSink Sink(bool declare) => new(broker.Server.Factory(), new() { Exchange = _name, Queue = _name, DeclareTopology = declare });

    private IHost HostOn(DirectoryInfo folder)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddZeroTrustCore()
            .AddAuditJournal(Path.Combine(folder.FullName, "audit"))
            .AddAuditRabbitMq(
                _ => broker.Server.Factory(),
                options => (options.Exchange, options.ConfirmTimeout) = (_name, TimeSpan.FromSeconds(5)),
                static delivery => (delivery.MaxEvents, delivery.MaxAge) = (200, TimeSpan.FromMilliseconds(10)));
        builder.Services.AddHealthChecks().AddAuditJournalCheck();
        return builder.Build();
    }

    // What the host wrote while it ended, the next start would bring.
    private async Task AssertHasEachAsync(DirectoryInfo folder)
    {
        using var journal = new WrittenJournal(Path.Combine(folder.FullName, "audit"));
        await using var sink = Sink(declare: false);
        Assert.Equal(5, (await sink.WriteAsync(journal.Batch(journal.Records.Count - 5, 5), default)).Stored);
        var messages = await TakeAllAsync();
        Assert.Equal(
            journal.Records.Select(static record => $"{record.Number}|{record.Id}|{Encoding.ASCII.GetString(record.Line.Span)}"),
            messages.DistinctBy(static message => message.BasicProperties.MessageId).OrderBy(static message => long.Parse(Header(message, "seq"), System.Globalization.CultureInfo.InvariantCulture))
                .Select(static message => $"{Header(message, "seq")}|{message.BasicProperties.MessageId}|{Encoding.ASCII.GetString(message.Body.Span)}"));
    }

    // Nothing is confirmed, however long one waits: what was recorded is behind, and it is said.
    private static async Task UntilLateAsync(IHost host, int least)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var health = host.Services.GetRequiredService<HealthCheckService>();
        var (lag, failures) = (0L, 0);
        while (lag < least || failures == 0)
        {
            await Task.Delay(20, patience.Token);
            var data = (await health.CheckHealthAsync(patience.Token)).Entries.Single().Value.Data;
            (lag, failures) = ((long)data["sink.rabbitmq.lag"], (int)data["sink.rabbitmq.failures"]);
        }
    }

    private async Task DeclareExchangeAsync()
    {
        await using var connection = await broker.Server.Factory().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(_name, ExchangeType.Topic, durable: true);
    }

    // A queue that is written to disk by one node: that is what a node which is killed has again.
    private async Task DeclareQueueAsync(Dictionary<string, object?>? arguments = null)
    {
        await DeclareExchangeAsync();
        await using var connection = await broker.Server.Factory().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(_name, durable: true, exclusive: false, autoDelete: false, arguments);
        await channel.QueueBindAsync(_name, _name, "#");
    }

    private async Task<List<BasicGetResult>> TakeAllAsync()
    {
        await using var connection = await broker.Server.Factory().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var messages = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(_name, autoAck: true) is { } message)
        {
            messages.Add(message);
        }

        return messages;
    }

    private async Task UntilQueuedAsync(uint count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await using var connection = await broker.Server.Factory().CreateConnectionAsync(patience.Token);
        uint queued = 0;
        while (queued < count)
        {
            await Task.Delay(20, patience.Token);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: patience.Token);
            queued = await channel.MessageCountAsync(_name, patience.Token);
        }
    }

    private static async Task<(string? Reason, int Stored)> ReasonAsync(RabbitMqSink sink, AuditSinkBatch batch)
    {
        var result = await sink.WriteAsync(batch, default);
        return (result.Reason, result.Stored);
    }

    private static string Header(BasicGetResult message, string name) => Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers![name]!);
}
