using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;

namespace ZeroTrust.Security.AuditShipping;

/// <summary>Posts to a target, and reads no more of the answer than it may have.</summary>
/// <param name="clients">Makes the sink's client.</param>
/// <param name="sink">The sink.</param>
/// <param name="clock">For a time at which to come again.</param>
internal sealed class SinkPost(IHttpClientFactory clients, string sink, TimeProvider clock)
{
    private static readonly TimeSpan ForeverAfter = TimeSpan.FromHours(1);

    /// <summary>Posts.</summary>
    /// <param name="request">With its content.</param>
    /// <param name="mostBytes">The most bytes of an answer's body.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<SinkAnswer> SendAsync(HttpRequestMessage request, int mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(SinkHttp.ClientOf(sink));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var body = await ReadAsync(response.Content, mostBytes, cancellationToken).ConfigureAwait(false);
            return new((int)response.StatusCode, body) { RetryAfter = RetryAfterOf(response.Headers.RetryAfter) };
        }
        catch (HttpRequestException fault)
        {
            return new(0, null) { Fault = $"no answer ({fault.HttpRequestError})" };
        }
        catch (IOException)
        {
            return new(0, null) { Fault = "the answer broke off" };
        }
    }

    /// <summary>Content of these bytes.</summary>
    public static HttpContent Content(ReadOnlyMemory<byte> body, string type, bool compress)
    {
        var content = new ReadOnlyMemoryContent(compress ? Compress(body) : body);
        content.Headers.ContentType = new(type);
        if (compress)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return content;
    }

    private static byte[] Compress(ReadOnlyMemory<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body.Span);
        }

        return packed.ToArray();
    }

    private static async ValueTask<byte[]?> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        var read = new ArrayBufferWriter<byte>(4096);
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(read.GetMemory(4096), cancellationToken).ConfigureAwait(false) is > 0 and var bytes)
            {
                read.Advance(bytes);
                if (read.WrittenCount > most)
                {
                    return null;
                }
            }
        }

        return read.WrittenSpan.ToArray();
    }

    private TimeSpan RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow() ?? TimeSpan.Zero;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > ForeverAfter ? ForeverAfter : wait;
    }
}
