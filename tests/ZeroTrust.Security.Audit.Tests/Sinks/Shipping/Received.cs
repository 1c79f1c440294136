using System.IO.Compression;
using System.Text;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>A request as it came.</summary>
internal sealed record Received(string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Headers.GetValueOrDefault("Content-Encoding") == "gzip" ? Unpack() : Body);

    private byte[] Unpack()
    {
        using var gzip = new GZipStream(new MemoryStream(Body), CompressionMode.Decompress);
        using var body = new MemoryStream();
        gzip.CopyTo(body);
        return body.ToArray();
    }
}
