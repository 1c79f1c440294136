using System.Net;
using System.Net.Sockets;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class ReadReceiptTests : IDisposable
{
    private readonly Socket _ours = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _theirs;
    private readonly NetworkStream _stream;

    public ReadReceiptTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ours.Connect(listener.LocalEndpoint);
        _theirs = listener.AcceptSocket();
        _stream = new(_ours);
    }

    [Fact]
    public async Task J18_AnEndThatCameBeforeOurs_IsNoReceipt()
    {
        ReadReceipt.RequireOpen(_ours);
        _theirs.Shutdown(SocketShutdown.Send);
        Assert.True(_ours.Poll(TimeSpan.FromMinutes(1), SelectMode.SelectRead));
        await _stream.WriteAsync(new byte[10]);

        Assert.ThrowsAny<IOException>(() => ReadReceipt.RequireOpen(_ours));
    }

    /// <summary>TLS says that it ends in a message of its own (RFC 8446 §6.1), and a server may end the connection on it before TCP's end has left.</summary>
    [Fact]
    public async Task AnEndOnTheWordOfTheLayerAbove_IsOne()
    {
        await _stream.WriteAsync(new byte[10]);
        ReadReceipt.RequireOpen(_ours);
        await _theirs.ReceiveAsync(new byte[10]);
        _theirs.Close();
        Assert.True(_ours.Poll(TimeSpan.FromMinutes(1), SelectMode.SelectRead));

        await ReadReceipt.WaitAsync(_ours, _stream, CancellationToken.None);
    }

    [Fact]
    public async Task J18_AnEndWithSomethingUnread_IsNoReceipt()
    {
        await _stream.WriteAsync(new byte[10]);
        Assert.True(_theirs.Poll(TimeSpan.FromMinutes(1), SelectMode.SelectRead));
        var waiting = ReadReceipt.WaitAsync(_ours, _stream, CancellationToken.None).AsTask();
        _theirs.Close();

        await Assert.ThrowsAnyAsync<IOException>(() => waiting);
    }

    [Fact]
    public async Task AnEndBehindOurs_IsOne()
    {
        await _stream.WriteAsync(new byte[10]);
        var waiting = ReadReceipt.WaitAsync(_ours, _stream, CancellationToken.None).AsTask();
        var buffer = new byte[100];
        while (await _theirs.ReceiveAsync(buffer) > 0)
        {
            // Up to the end.
        }

        Assert.False(waiting.IsCompleted);
        _theirs.Close();
        await waiting;
    }

    [Fact]
    public async Task AServerThatTalksWithoutAnEnd_IsCutOff()
    {
        var waiting = ReadReceipt.WaitAsync(_ours, _stream, CancellationToken.None).AsTask();
        await _theirs.SendAsync(new byte[100_000]);

        await Assert.ThrowsAnyAsync<IOException>(() => waiting);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _ours.Dispose();
        _theirs.Dispose();
    }
}
