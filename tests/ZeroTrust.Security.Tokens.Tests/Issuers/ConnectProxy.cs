using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>A proxy on loopback that opens every tunnel asked for (RFC 9110 §9.3.6) to one port of this machine, and notes the name asked for.</summary>
internal sealed class ConnectProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;

    public ConnectProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = ServeAsync();
    }

    public ConcurrentQueue<string> Asked { get; } = new();

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await TunnelAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TunnelAsync(NetworkStream client)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await client.ReadAsync(one, _stopping.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        Asked.Enqueue(head.ToString().Split(' ')[1]);
        await client.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _stopping.Token);
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
        await Task.WhenAny(client.CopyToAsync(server.GetStream(), _stopping.Token), server.GetStream().CopyToAsync(client, _stopping.Token));
    }
}
