using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Posts records. The call's id says which they are, so that a receiver knows those that come again; any status but 200 to 299 stores nothing.</summary>
internal sealed class WebhookSink(
    AuditWebhookOptions options, SinkSecret? signingKey, SinkSecret? authorization, AuditMapping mapping, SinkPost post, TimeProvider clock) : IAuditSink
{
    private const int AnswerBytes = 64 * 1024;

    private readonly AuditMapper _mapper = new(options.Format, mapping);

    public string Name => options.Name;

    public ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken) =>
        BatchParts.StoreAsync(batch, (part, cancellation) => StoreAsync(batch.Journal, part, cancellation), cancellationToken);

    private async ValueTask<PartResult> StoreAsync(string journal, ReadOnlyMemory<AuditSinkRecord> records, CancellationToken cancellationToken)
    {
        var part = options.Body == AuditWebhookBody.Array
            ? MappedPart.Array(_mapper, journal, records.Span)
            : MappedPart.Lines(_mapper, journal, records.Span);
        if (part.Count == 0)
        {
            return new(records.Length) { Aside = part.Aside };
        }

        using var request = await RequestAsync(part.Bytes, $"{journal}-{records.Span[0].Number}-{records.Span[^1].Number}", cancellationToken).ConfigureAwait(false);
        var answer = await post.SendAsync(request, AnswerBytes, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? new(records.Length) { Aside = part.Aside } : answer.Refusal();
    }

    private async ValueTask<HttpRequestMessage> RequestAsync(ReadOnlyMemory<byte> body, string id, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, options.Address) { Content = SinkPost.Content(body, ContentType, options.Compress) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", id);
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        if (signingKey is not null)
        {
            WebhookSignature.Add(request, id, clock.GetUtcNow(), await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), signingKey.Current, signingKey.Previous);
        }

        if (authorization is not null)
        {
            SinkCredential.Add(request, "", authorization.Current);
        }

        return request;
    }

    private string ContentType => options switch
    {
        { Format: AuditFormat.Cef } => "text/plain",
        { Body: AuditWebhookBody.Lines } => "application/x-ndjson",
        _ => "application/json",
    };
}
