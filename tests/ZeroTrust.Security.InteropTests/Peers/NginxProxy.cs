using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>nginx on loopback, as one process with all its files in a folder of its own: it ends TLS and passes on client certificates.</summary>
internal sealed class NginxProxy : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private NginxProxy(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Address = new($"https://127.0.0.1:{port}");
    }

    public static string? Program { get; } = new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx" }.FirstOrDefault(File.Exists);

    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    /// <param name="verify">What <c>ssl_verify_client</c> is.</param>
    /// <param name="authorities">The authorities of clients, in PEM.</param>
    /// <param name="own">Its certificate as a server.</param>
    /// <param name="location">The lines of the one location.</param>
    /// <param name="files">Further files in its folder, by name.</param>
    public static async Task<NginxProxy> StartAsync(
        string verify, string authorities, X509Certificate2 own, string location, params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("nginx-").FullName;
        var port = LoopbackPort.Take();
        foreach (var (name, text) in ((string, string)[])
            [("clients.pem", authorities), ("server.pem", own.ExportCertificatePem()), ("server.key", KeyOf(own)), ("nginx.conf", Configuration(folder, port, verify, location)), .. files])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        }

        var process = Process.Start(new ProcessStartInfo(Program!, ["-p", folder, "-e", "stderr", "-c", Path.Combine(folder, "nginx.conf")]) { RedirectStandardError = true, UseShellExecute = false })!;
        var proxy = new NginxProxy(process, folder, port);
        try
        {
            await proxy.WaitUntilItListensAsync();
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    public static string KeyOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // It says so after it has opened its sockets. Read to the end, or it would wait for room to write.
    private async Task WaitUntilItListensAsync()
    {
        var (said, listens) = (new ConcurrentQueue<string?>(), new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        _process.ErrorDataReceived += (_, line) =>
        {
            said.Enqueue(line.Data);
            if (line.Data is null || line.Data.Contains("event method", StringComparison.Ordinal))
            {
                listens.TrySetResult(line.Data is not null);
            }
        };
        _process.BeginErrorReadLine();
        if (!await listens.Task.WaitAsync(TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException($"nginx ended: {string.Join('\n', said)}");
        }
    }

    private static string Configuration(string folder, int port, string verify, string location) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/nginx.pid;
        error_log stderr notice;
        events { }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          server {
            listen 127.0.0.1:{{port}} ssl;
            ssl_certificate {{folder}}/server.pem;
            ssl_certificate_key {{folder}}/server.key;
            ssl_client_certificate {{folder}}/clients.pem;
            ssl_verify_client {{verify}};
            location / {
              {{location.Replace("{folder}", folder, StringComparison.Ordinal)}}
            }
          }
        }
        """;
}
