using System.Net.Sockets;
using System.Text;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>One request as it is written here, line by line, on a connection of its own.</summary>
internal static class RawRequest
{
    /// <summary>Sends it and reads the head of the answer.</summary>
    /// <param name="address">The server.</param>
    /// <param name="lines">The request line and headers; <c>Host</c> is added, and <c>Connection: close</c> unless there is one.</param>
    public static async Task<string> SendAsync(Uri address, params IEnumerable<string> lines)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        var all = lines.Append($"Host: {address.Authority}").ToList();
        if (!all.Exists(static line => line.StartsWith("Connection:", StringComparison.Ordinal)))
        {
            all.Add("Connection: close");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(all.Select(static line => line + "\r\n")) + "\r\n"));
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is var read and > 0)
        {
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }
}
