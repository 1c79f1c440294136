using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// Stores records through the bulk API, each under its id and only where there is none of that id yet: what comes again is stored once. Only records in front of the first
/// that was not stored count.
/// </summary>
internal sealed class ElasticsearchSink : IAuditSink
{
    private const int AnswerBytes = 64 * 1024;
    private const int AnswerBytesPerRecord = 512;

    private readonly AuditElasticsearchOptions _options;
    private readonly SinkPost _post;
    private readonly BulkBody _body;
    private readonly Uri _address;
    private readonly SinkSecret? _apiKey;
    private readonly SinkSecret? _password;

    public ElasticsearchSink(AuditElasticsearchOptions options, SinkSecret? apiKey, SinkSecret? password, AuditMapping mapping, SinkPost post)
    {
        (_options, _apiKey, _password, _post) = (options, apiKey, password, post);
        _body = new(new(AuditFormat.Ecs, mapping), new(options.Index));
        _address = new($"{options.Address!.GetLeftPart(UriPartial.Path).TrimEnd('/')}/_bulk?filter_path=items.*._id,items.*.status,items.*.error.type");
    }

    public string Name => _options.Name;

    public ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken) =>
        BatchParts.StoreAsync(batch, (part, cancellation) => StoreAsync(batch.Journal, part, cancellation), cancellationToken);

    private async ValueTask<PartResult> StoreAsync(string journal, ReadOnlyMemory<AuditSinkRecord> part, CancellationToken cancellationToken)
    {
        _body.Write(journal, part.Span);
        if (_body.Bytes.IsEmpty)
        {
            return Judge(part.Span, [], default);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = SinkPost.Content(_body.Bytes, "application/x-ndjson", _options.Compress) };
        Prove(request);
        var answer = await _post.SendAsync(request, AnswerBytes + (AnswerBytesPerRecord * part.Length), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            return answer.Refusal();
        }

        return answer.Body is { } body && BulkAnswer.Read(body) is { } items
            ? Judge(part.Span, items, answer)
            : answer.Wrong("the answer is not one to a bulk request, or too long");
    }

    private void Prove(HttpRequestMessage request)
    {
        if (_apiKey is not null)
        {
            SinkCredential.Add(request, "ApiKey ", _apiKey.Current);
        }
        else if (_password is not null)
        {
            SinkCredential.AddBasic(request, _options.User!, _password.Current);
        }
    }

    private PartResult Judge(ReadOnlySpan<AuditSinkRecord> part, IReadOnlyList<BulkItem> items, SinkAnswer answer)
    {
        var aside = new List<AuditAside>();
        var next = 0;
        for (var i = 0; i < part.Length; i++)
        {
            if (_body.IsSkipped(part[i].Id))
            {
                aside.Add(new(part[i].Id, "not a record of a journal"));
                continue;
            }

            if (next >= items.Count || items[next].Id != part[i].Id)
            {
                return new(i, "the answer speaks of other documents") { Aside = aside, RetryAfter = answer.RetryAfter };
            }

            var item = items[next++];
            if (item.IsUnstorable)
            {
                aside.Add(new(item.Id, item.Error ?? "refused"));
            }
            else if (!item.IsStored)
            {
                return new(i, $"a document was answered with {item.Status} {item.Error}") { Aside = aside, RetryAfter = answer.RetryAfter };
            }
        }

        return new(part.Length) { Aside = aside };
    }
}
