using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>RabbitMQ on loopback with all its files in a folder of its own, a node name, a cookie and a port mapper of its own.</summary>
internal sealed class RabbitMqServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder;
    private readonly int _mapperPort = LoopbackPort.Take();
    private readonly int _distributionPort = LoopbackPort.Take();
    private Process? _process;

    private RabbitMqServer(string folder) => _folder = folder;

    /// <summary>Where its scripts are; null where there are none.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/rabbitmq/lib")
        ? Directory.GetDirectories("/usr/lib/rabbitmq/lib").Select(static version => Path.Combine(version, "sbin")).FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "rabbitmq-server")))
        : null;

    public int Port { get; } = LoopbackPort.Take();

    /// <summary>Where it takes encrypted connections.</summary>
    public int TlsPort { get; } = LoopbackPort.Take();

    private const string User = "audit";

    public string Password { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Starts it.</summary>
    /// <param name="authorities">The authorities of clients, in PEM.</param>
    /// <param name="own">Its certificate.</param>
    public static async Task<RabbitMqServer> StartAsync(string authorities, X509Certificate2 own)
    {
        var server = new RabbitMqServer(Directory.CreateTempSubdirectory("rabbitmq-").FullName);
        try
        {
            await File.WriteAllTextAsync(server.FileOf("ca.pem"), authorities);
            await File.WriteAllTextAsync(server.FileOf("server.pem"), own.ExportCertificatePem());
            await File.WriteAllTextAsync(server.FileOf("server.key"), NginxProxy.KeyOf(own));
            await File.WriteAllTextAsync(
                Path.Combine(server._folder, "rabbitmq.conf"),
                $"""
                listeners.tcp.1 = 127.0.0.1:{server.Port}
                listeners.ssl.1 = 127.0.0.1:{server.TlsPort}
                ssl_options.cacertfile = {server.FileOf("ca.pem")}
                ssl_options.certfile = {server.FileOf("server.pem")}
                ssl_options.keyfile = {server.FileOf("server.key")}
                ssl_options.verify = verify_none
                default_user = {User}
                default_pass = {server.Password}
                log.console = true
                log.console.level = info
                log.file = false
                """);
            await File.WriteAllTextAsync(Path.Combine(server._folder, "enabled_plugins"), "[].\n");
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ConnectionFactory Factory(string? password = null) => new()
    {
        HostName = "127.0.0.1",
        Port = Port,
        UserName = User,
        Password = password ?? Password,
        AutomaticRecoveryEnabled = false,
    };

    /// <summary>Starts it on what it holds already.</summary>
    public async Task StartAgainAsync()
    {
        _process = Process.Start(Command("rabbitmq-server"))!;
        var (said, ready) = (new ConcurrentQueue<string?>(), new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        _process.OutputDataReceived += (_, line) =>
        {
            said.Enqueue(line.Data);
            if (line.Data is null || line.Data.Contains("Server startup complete", StringComparison.Ordinal))
            {
                ready.TrySetResult(line.Data is not null);
            }
        };
        _process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (!await ready.Task.WaitAsync(Patience))
        {
            throw new InvalidOperationException($"rabbitmq-server ended: {string.Join('\n', said)}");
        }
    }

    /// <summary>Ends it as the loss of power does.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Says something to it as an operator.</summary>
    public async Task ControlAsync(params string[] arguments)
    {
        using var process = Process.Start(Command("rabbitmqctl", arguments))!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"rabbitmqctl {arguments[0]} ended with {process.ExitCode}: {await said} {await complained}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();

        // The port mapper that came with the node, on a port that nobody else knows, stays behind otherwise.
        var end = Command("epmd", "-kill");
        end.FileName = "epmd";
        using (var process = Process.Start(end)!)
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string FileOf(string name) => Path.Combine(_folder, name);

    private ProcessStartInfo Command(string program, params string[] arguments) => new(Path.Combine(Programs!, program), arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        WorkingDirectory = _folder,
        Environment =
        {
            ["HOME"] = _folder,
            ["RABBITMQ_NODENAME"] = $"audit{Port}@localhost",
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "no-env.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_SCHEMA_DIR"] = Path.Combine(_folder, "schema"),
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(_folder, "generated"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
            ["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_PORT"] = _mapperPort.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        },
    };
}
