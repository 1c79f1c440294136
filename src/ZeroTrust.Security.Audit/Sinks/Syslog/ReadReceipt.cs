using System.Net.Sockets;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// What TCP tells of whether the other side has read everything. It ends the connection after the end of ours: then nothing was left to read, for a connection that is closed with
/// something unread is reset (RFC 1122 §4.2.2.13). Or it ended before, and what came too late was never acknowledged.
/// </summary>
internal static class ReadReceipt
{
    private const int MaxReplyBytes = 64 * 1024;

    // Linux: getsockopt(IPPROTO_TCP, TCP_INFO), and where tcpi_state and tcpi_unacked stand in it.
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const int StateAt = 0;
    private const int UnackedAt = 24;
    private const byte Established = 1;

    /// <summary>To be asked behind the last message, before anything tells the server that it was the last: an end that comes now is no answer to it.</summary>
    /// <exception cref="IOException">The server has ended the connection.</exception>
    /// <exception cref="SocketException">The connection is gone.</exception>
    public static void RequireOpen(Socket socket)
    {
        if (HasEnded(socket))
        {
            throw new IOException("The server ended the connection first.");
        }
    }

    /// <summary>Ends this side, and waits until the other does.</summary>
    /// <exception cref="IOException">It did not read everything, or talks without an end.</exception>
    /// <exception cref="SocketException">The connection is gone.</exception>
    public static async ValueTask WaitAsync(Socket socket, Stream stream, CancellationToken cancellationToken)
    {
        socket.Shutdown(SocketShutdown.Send);
        var reply = new byte[1024];
        var read = 0;
        while (await stream.ReadAsync(reply, cancellationToken).ConfigureAwait(false) is > 0 and var bytes)
        {
            read += bytes;
            if (read > MaxReplyBytes)
            {
                throw new IOException("The server talks.");
            }
        }

        Check(socket);
    }

    private static bool HasEnded(Socket socket) => OperatingSystem.IsLinux()
        ? Info(socket)[StateAt] != Established
        : socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    private static void Check(Socket socket)
    {
        if (socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int error and not 0)
        {
            throw new SocketException(error);
        }

        if (OperatingSystem.IsLinux() && BitConverter.ToUInt32(Info(socket), UnackedAt) > 0)
        {
            throw new IOException("The server ended the connection before it had everything.");
        }
    }

    private static byte[] Info(Socket socket)
    {
        var info = new byte[UnackedAt + sizeof(uint)];
        socket.GetRawSocketOption(TcpLevel, TcpInfo, info);
        return info;
    }
}
