using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>rsyslog on loopback, with all its files in a folder of its own: it takes messages over TLS and writes each as a line.</summary>
internal sealed class RsyslogServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rsyslog-").FullName;
    private Process? _process;

    private RsyslogServer(string mode, string authorities, X509Certificate2 own)
    {
        Port = LoopbackPort.Take();
        AuthoritiesFile = Path.Combine(_folder, "ca.pem");
        File.WriteAllText(AuthoritiesFile, authorities);
        File.WriteAllText(Path.Combine(_folder, "server.pem"), own.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "server.key"), NginxProxy.KeyOf(own));
        File.WriteAllText(Path.Combine(_folder, "rsyslog.conf"), Configuration(mode));
    }

    public static string? Program { get; } =
        Directory.Exists("/usr/lib") && Directory.GetDirectories("/usr/lib").Any(static folder => File.Exists(Path.Combine(folder, "rsyslog", "lmnsd_gtls.so")))
            ? new[] { "/usr/sbin/rsyslogd", "/usr/bin/rsyslogd" }.FirstOrDefault(File.Exists)
            : null;

    public int Port { get; }

    public string AuthoritiesFile { get; }

    private string Output => Path.Combine(_folder, "received.log");

    /// <summary>Starts it.</summary>
    /// <param name="mode">What clients must show: <c>anon</c> or <c>x509/certvalid</c>.</param>
    /// <param name="authorities">The authorities of clients, in PEM.</param>
    /// <param name="own">Its certificate.</param>
    public static async Task<RsyslogServer> StartAsync(string mode, string authorities, X509Certificate2 own)
    {
        var server = new RsyslogServer(mode, authorities, own);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, at first or again.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program!, ["-n", "-f", Path.Combine(_folder, "rsyslog.conf"), "-i", Path.Combine(_folder, "rsyslog.pid")]) { UseShellExecute = false })!;
        while (true)
        {
            using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Ends it as the system would.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("/bin/kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>What it has written.</summary>
    public IReadOnlyList<string> Lines() => File.Exists(Output) ? File.ReadAllLines(Output) : [];

    public string WriteFile(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // What it reads it writes before it reads on: its own queue would be lost with it.
    private string Configuration(string mode) => string.Create(CultureInfo.InvariantCulture, $"""
        global(workDirectory="{_folder}" maxMessageSize="16k" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="{_folder}/ca.pem" defaultNetstreamDriverCertFile="{_folder}/server.pem" defaultNetstreamDriverKeyFile="{_folder}/server.key")
        main_queue(queue.type="Direct")
        module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="{mode}")
        input(type="imtcp" address="127.0.0.1" port="{Port}")
        template(name="parts" type="string" string="%pri% %timestamp:::date-rfc3339% %hostname% %app-name% %msgid% %structured-data% %msg%\n")
        action(type="omfile" file="{_folder}/received.log" template="parts")

        """);
}
