using RabbitMQ.Client;

namespace ZeroTrust.Security.Audit.RabbitMq;

/// <summary>
/// Publishes records, persistent and mandatory, and reports as stored what the broker has confirmed. It connects anew after each fault of the
/// connection: when, is the delivery's to say.
/// </summary>
internal sealed class RabbitMqSink(IConnectionFactory factory, AuditRabbitMqOptions options) : IAuditSink, IAsyncDisposable
{
    private BrokerSession? _session;

    public string Name => options.Name;

    public async ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.ConfirmTimeout);
        try
        {
            return await PublishAsync(batch, patience.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await EndSessionAsync().ConfigureAwait(false);
            throw new OperationCanceledException(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, what is said of it must hold neither a secret nor text of a record: the exception itself may.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await EndSessionAsync().ConfigureAwait(false);
            var (reason, retryAfter) = BrokerFault.Of(fault);
            return AuditSinkResult.Refused(reason, retryAfter);
        }
    }

    public async ValueTask DisposeAsync() => await EndSessionAsync().ConfigureAwait(false);

    private async ValueTask<AuditSinkResult> PublishAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
    {
        if (_session is { IsOpen: false })
        {
            await EndSessionAsync().ConfigureAwait(false);
        }

        _session ??= await BrokerSession.OpenAsync(factory, options, cancellationToken).ConfigureAwait(false);
        if (_session.IsBlocked)
        {
            return AuditSinkResult.Refused("the broker takes nothing now, for want of memory or disk", BrokerFault.ForAnOperator);
        }

        var (accepted, fault) = await _session.PublishAsync(batch, options, cancellationToken).ConfigureAwait(false);
        if (fault is null)
        {
            return AuditSinkResult.StoredAll(batch);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!BrokerFault.IsOfAMessage(fault))
        {
            await EndSessionAsync().ConfigureAwait(false);
        }

        var (reason, retryAfter) = BrokerFault.Of(fault);
        return AuditSinkResult.StoredFirst(accepted, reason, retryAfter);
    }

    private async ValueTask EndSessionAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
