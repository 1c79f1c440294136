using System.Net.Sockets;
using System.Text;

namespace Orders.Demo;

/// <summary>Sends a request line by line, since an ordinary client would put malformed ones right. HTTP/1.0 ends an answer by closing.</summary>
internal static class RawHttpClient
{
    public static async Task<DemoReply> SendAsync(Uri address, DemoRequest request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();

        await stream.WriteAsync(Encoding.UTF8.GetBytes(Write(address, request)));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Read(await reader.ReadToEndAsync());
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
        var status = int.Parse(answer.AsSpan(9, 3), provider: null);
        var body = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return DemoReply.From(status, answer[(body + 4)..]);
    }
}
