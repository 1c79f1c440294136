using System.Buffers;
using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security.Audit.OpenTelemetry;

/// <summary>Posts records to a collector's <c>v1/logs</c> and believes only its answer.</summary>
internal sealed class OtlpSink(AuditOpenTelemetryOptions options, SinkSecret? authorization, AuditMapping mapping, SinkPost post) : IAuditSink
{
    private const int AnswerBytes = 64 * 1024;

    private readonly OtlpRequest _request = new(mapping);
    private readonly Uri _address = new($"{options.Endpoint!.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/logs");

    public string Name => options.Name;

    public ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken) =>
        BatchParts.StoreAsync(batch, (part, cancellation) => StoreAsync(batch.Journal, part, cancellation), cancellationToken);

    private async ValueTask<PartResult> StoreAsync(string journal, ReadOnlyMemory<AuditSinkRecord> records, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        var aside = _request.Write(journal, records.Span, body);
        if (aside.Count == records.Length)
        {
            return new(records.Length) { Aside = aside };
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = SinkPost.Content(body.WrittenMemory, "application/json", options.Compress) };
        if (authorization is not null)
        {
            SinkCredential.Add(request, "", authorization.Current);
        }

        var answer = await post.SendAsync(request, AnswerBytes, cancellationToken).ConfigureAwait(false);
        return OtlpAnswer.Judge(answer, records.Length, aside);
    }
}
