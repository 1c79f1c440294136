using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>PostgreSQL on loopback with all its files in a folder of its own. It runs as the user postgres where the tests run as root, since it refuses root.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly string[] _settings;
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly int _port = LoopbackPort.Take();
    private Process? _process;

    private PostgresServer(string folder, string[] settings) => (_folder, _settings) = (folder, settings);

    /// <summary>Where its programs are; null where there are none.</summary>
    public static string? Programs { get; } = Candidates().FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "initdb")));

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes and starts one.</summary>
    /// <param name="settings">Further settings, such as <c>fsync=off</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("postgres-").FullName;
        var server = new PostgresServer(folder, settings);
        try
        {
            var password = Path.Combine(folder, "password");
            await File.WriteAllTextAsync(password, server._password);
            if (Environment.UserName == "root")
            {
                await RunAsync("chown", "-R", "postgres:postgres", folder);
            }

            await RunAsync(AsPostgres("initdb", "-D", server.Data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale=C", "-N"));
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins a connection string of its superuser.</summary>
    public NpgsqlConnectionStringBuilder ConnectionTo(string database) => new()
    {
        Host = "127.0.0.1",
        Port = _port,
        Database = database,
        Username = "postgres",
        Password = _password,
        IncludeErrorDetail = false,
    };

    /// <summary>Starts it on what it holds already.</summary>
    public async Task StartAgainAsync()
    {
        string[] options = [ "listen_addresses=127.0.0.1", $"port={_port}", $"unix_socket_directories={_folder}", "log_min_messages=log", .. _settings];
        var command = AsPostgres("postgres", ["-D", Data, .. options.SelectMany(static option => new[] { "-c", option })]);
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" })!;
        await WaitUntilItTakesConnectionsAsync(_process);
    }

    /// <summary>Ends it as a crash does, or as an operator does.</summary>
    public async Task StopAsync(bool immediately)
    {
        if (_process is { HasExited: false })
        {
            await SignalAsync(immediately ? "QUIT" : "INT", _process.Id);
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Sends a signal to one of its processes.</summary>
    public static Task SignalAsync(string signal, int process) => RunAsync("sh", "-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process}"));

    public async ValueTask DisposeAsync()
    {
        await StopAsync(immediately: true);
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<string> Candidates() =>
    [
        .. Versions().Select(static version => Path.Combine(version, "bin")).OrderDescending(StringComparer.Ordinal),
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'),
    ];

    private static string[] Versions() => Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];

    private static string[] AsPostgres(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs!, program), .. arguments];
        return Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command] : command;
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {await said} {await complained}");
        }
    }

    // It says so itself. Read to the end, or it would wait for room to write.
    private static async Task WaitUntilItTakesConnectionsAsync(Process process)
    {
        var (said, ready) = (new ConcurrentQueue<string?>(), new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        process.ErrorDataReceived += (_, line) =>
        {
            said.Enqueue(line.Data);
            if (line.Data is null || line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult(line.Data is not null);
            }
        };
        process.BeginErrorReadLine();
        if (!await ready.Task.WaitAsync(Patience))
        {
            throw new InvalidOperationException($"postgres ended: {string.Join('\n', said)}");
        }
    }
}
