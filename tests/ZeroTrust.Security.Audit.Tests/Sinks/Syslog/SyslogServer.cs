using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>A syslog server on loopback that reads frames to the end of the connection and then ends it too, unless the test says otherwise.</summary>
internal sealed class SyslogServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly X509Certificate2? _certificate;
    private readonly bool _asksForCertificate;
    private readonly Task _running;
    private readonly List<string> _messages = [];

    public SyslogServer(X509Certificate2? certificate = null, bool asksForCertificate = false)
    {
        (_certificate, _asksForCertificate) = (certificate, asksForCertificate);
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it does with the given connection, from 1, in place of reading it.</summary>
    public Func<int, Socket, CancellationToken, Task?>? Behaviour { get; set; }

    public int Connections { get; private set; }

    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Who the last client proved to be.</summary>
    public string? Client { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    /// <summary>The messages in these bytes, each behind its length.</summary>
    public static IEnumerable<string> Frames(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var space = bytes.Span.IndexOf((byte)' ');
            var length = int.Parse(Encoding.ASCII.GetString(bytes.Span[..space]), NumberStyles.None, CultureInfo.InvariantCulture);
            yield return Encoding.UTF8.GetString(bytes.Span.Slice(space + 1, length));
            bytes = bytes[(space + 1 + length)..];
        }
    }

    private async Task RunAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            using var socket = await _listener.AcceptSocketAsync(_ending.Token);
            var number = ++Connections;
            try
            {
                await (Behaviour?.Invoke(number, socket, _ending.Token) ?? ReadAsync(socket));
            }
            catch (Exception fault) when (fault is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away.
            }
        }
    }

    private async Task ReadAsync(Socket socket)
    {
        await using Stream plain = new NetworkStream(socket);
        if (_certificate is null)
        {
            await TakeAsync(plain);
            return;
        }

        await using var tls = new SslStream(plain, leaveInnerStreamOpen: false, (_, certificate, _, _) => !_asksForCertificate || certificate is not null);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate, ClientCertificateRequired = _asksForCertificate }, _ending.Token);
        Client = tls.RemoteCertificate?.Subject;
        await TakeAsync(tls);
    }

    private async Task TakeAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, _ending.Token);
        _messages.AddRange(Frames(bytes.ToArray()));
    }
}
