using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Samples.Demo;

/// <summary>Sends a request line by line, since an ordinary client would put malformed ones right. HTTP/1.0 ends an answer by closing.</summary>
internal static class RawHttpClient
{
    /// <param name="address">Where to; the host is an address.</param>
    /// <param name="request">What to send.</param>
    /// <param name="tls">How to speak TLS; null to do without.</param>
    /// <exception cref="IOException">There was no answer.</exception>
    public static async Task<DemoReply> SendAsync(Uri address, DemoRequest request, SslClientAuthenticationOptions? tls = null)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = await SecureAsync(socket.GetStream(), tls);

        await stream.WriteAsync(Encoding.UTF8.GetBytes(Write(address, request)));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Read(await reader.ReadToEndAsync());
    }

    private static async Task<Stream> SecureAsync(NetworkStream stream, SslClientAuthenticationOptions? tls)
    {
        if (tls is null)
        {
            return stream;
        }

        var secured = new SslStream(stream);
        await secured.AuthenticateAsClientAsync(tls);
        return secured;
    }

    private static string Write(Uri address, DemoRequest request)
    {
        var text = new StringBuilder($"{request.Method} {request.Path} HTTP/1.0\r\nHost: {address.Authority}\r\n");
        foreach (var header in request.Headers)
        {
            text.Append(header).Append("\r\n");
        }

        var body = request.Json ?? "";
        text.Append(request.Json is null ? "" : "Content-Type: application/json\r\n");
        text.Append(request.Method == "GET" ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        return text.Append("\r\n").Append(body).ToString();
    }

    // "HTTP/1.1 401 Unauthorized", headers, an empty line, the body.
    private static DemoReply Read(string answer)
    {
        if (answer.Length == 0)
        {
            throw new IOException("The connection was closed without an answer.");
        }

        var status = int.Parse(answer.AsSpan(9, 3), provider: null);
        var body = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return DemoReply.From(status, answer[(body + 4)..]);
    }
}
