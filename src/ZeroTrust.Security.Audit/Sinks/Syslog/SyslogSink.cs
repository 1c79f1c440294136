using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// Sends each batch on a connection of its own. Syslog answers nothing, so what says that a server has read a batch is the end of the connection: this side ends it behind
/// the last message, and the server ends it in turn once it has read so far (<see cref="ReadReceipt"/>). Otherwise the batch comes again.
/// </summary>
internal sealed class SyslogSink : IAuditSink
{
    private readonly AuditSyslogOptions _options;
    private readonly SyslogFrames _frames;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public SyslogSink(AuditSyslogOptions options, AuditMapping mapping)
    {
        _options = options;
        _frames = new(new(options.Format, mapping), new(options.Facility, options.EnterpriseNumber, mapping), options.MaxMessageBytes);
    }

    public string Name => _options.Name;

    public async ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
    {
        _bytes.ResetWrittenCount();
        var aside = _frames.Write(batch, _bytes);
        try
        {
            if (_bytes.WrittenCount > 0)
            {
                await SendAsync(_bytes.WrittenMemory, cancellationToken).ConfigureAwait(false);
            }

            return AuditSinkResult.StoredAll(batch) with { Aside = aside };
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException or CryptographicException or UnauthorizedAccessException)
        {
            return AuditSinkResult.Refused(ReasonOf(fault));
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> frames, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_options.Server!, _options.Port, cancellationToken).ConfigureAwait(false);
        var stream = new NetworkStream(socket);
        await using (stream.ConfigureAwait(false))
        {
            if (!_options.UseTls)
            {
                await stream.WriteAsync(frames, cancellationToken).ConfigureAwait(false);
                ReadReceipt.RequireOpen(socket);
                await ReadReceipt.WaitAsync(socket, stream, cancellationToken).ConfigureAwait(false);
                return;
            }

            var tls = new SslStream(stream);
            await using (tls.ConfigureAwait(false))
            {
                await tls.AuthenticateAsClientAsync(SyslogTls.Of(_options), cancellationToken).ConfigureAwait(false);
                await tls.WriteAsync(frames, cancellationToken).ConfigureAwait(false);
                ReadReceipt.RequireOpen(socket);
                await tls.ShutdownAsync().ConfigureAwait(false);
                await ReadReceipt.WaitAsync(socket, tls, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string ReasonOf(Exception fault) => fault switch
    {
        AuthenticationException => "the server did not prove its name, or refused this service's certificate",
        SocketException socket => $"no connection ({socket.SocketErrorCode})",
        { InnerException: SocketException socket } => $"the connection broke ({socket.SocketErrorCode})",
        CryptographicException or UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException => $"a certificate or key cannot be read ({fault.GetType().Name})",
        _ => "the connection broke",
    };
}
