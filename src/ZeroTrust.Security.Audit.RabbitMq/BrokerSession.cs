using RabbitMQ.Client;

namespace ZeroTrust.Security.Audit.RabbitMq;

/// <summary>One connection and its channel. After any fault but a refused message it is not used again.</summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    // How many messages are on their way at once.
    private const int Window = 1_000;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private volatile bool _blocked;

    private BrokerSession(IConnection connection, IChannel channel)
    {
        (_connection, _channel) = (connection, channel);
        connection.ConnectionBlockedAsync += (_, _) =>
        {
            _blocked = true;
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            _blocked = false;
            return Task.CompletedTask;
        };
    }

    /// <summary>Whether the broker takes nothing now, for want of memory or disk.</summary>
    public bool IsBlocked => _blocked;

    public bool IsOpen => _channel.IsOpen;

    public static async Task<BrokerSession> OpenAsync(IConnectionFactory factory, AuditRabbitMqOptions options, CancellationToken cancellationToken)
    {
        var opening = Task.Run(() => OpenWholeAsync(factory, options, cancellationToken), CancellationToken.None);
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = EndLateAsync(opening);
            throw;
        }
    }

    /// <summary>Publishes records, and waits until the broker has accepted each.</summary>
    /// <returns>How many from the first on it accepted, and the first fault.</returns>
    /// <remarks>
    /// The client's own waits do not all end when they are cancelled, and some hold their thread: a broker that dies at the wrong moment would hold the
    /// sink for ever. So each runs beside, and is left to itself when its time is over.
    /// </remarks>
    public Task<(int Accepted, Exception? Fault)> PublishAsync(AuditSinkBatch batch, AuditRabbitMqOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => PublishAllAsync(batch, options, cancellationToken), CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>Ends the connection, and leaves it to itself where that takes long.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(_connection).WaitAsync(EndPatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<(int Accepted, Exception? Fault)> PublishAllAsync(AuditSinkBatch batch, AuditRabbitMqOptions options, CancellationToken cancellationToken)
    {
        var confirms = new List<Task>(Math.Min(Window, batch.Records.Count));
        for (var from = 0; from < batch.Records.Count; from += confirms.Count)
        {
            confirms.Clear();
            foreach (var record in batch.Records.Skip(from).Take(Window))
            {
                var type = AuditMessage.TypeOf(record.Line.Span);
                confirms.Add(_channel.BasicPublishAsync(
                    options.Exchange, options.RoutingKey ?? type, mandatory: true, AuditMessage.PropertiesOf(batch.Journal, record, type), record.Line, cancellationToken).AsTask());
            }

            await Task.WhenAll(confirms).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var failed = confirms.FindIndex(static confirm => !confirm.IsCompletedSuccessfully);
            if (failed >= 0)
            {
                return (from + failed, confirms[failed].Exception?.InnerException ?? new OperationCanceledException(cancellationToken));
            }
        }

        return (batch.Records.Count, null);
    }

    private static Task EndAsync(IConnection connection) => Task.Run(() => connection.AbortAsync(EndPatience));

    private static async Task EndLateAsync(Task<BrokerSession> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
        {
            await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<BrokerSession> OpenWholeAsync(IConnectionFactory factory, AuditRabbitMqOptions options, CancellationToken cancellationToken)
    {
        var connection = await factory.CreateConnectionAsync($"zerotrust-audit-{options.Name}", cancellationToken).ConfigureAwait(false);
        try
        {
            var channel = await connection.CreateChannelAsync(
                new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), cancellationToken).ConfigureAwait(false);
            var session = new BrokerSession(connection, channel);
            if (options.DeclareTopology)
            {
                await session.DeclareAsync(options, cancellationToken).ConfigureAwait(false);
            }

            return session;
        }
        catch
        {
            _ = EndAsync(connection);
            throw;
        }
    }

    private async Task DeclareAsync(AuditRabbitMqOptions options, CancellationToken cancellationToken)
    {
        await _channel.ExchangeDeclareAsync(options.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken).ConfigureAwait(false);
        await _channel.QueueDeclareAsync(
            options.Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken).ConfigureAwait(false);
        await _channel.QueueBindAsync(options.Queue, options.Exchange, "#", cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
