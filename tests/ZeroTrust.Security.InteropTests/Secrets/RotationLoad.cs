using System.Collections.Concurrent;

namespace ZeroTrust.Security.InteropTests.Secrets;

/// <summary>Workers that run commands without a pause, each in another way of opening, and know who ran their last.</summary>
internal sealed class RotationLoad : IAsyncDisposable
{
    public const int Workers = 16;

    private readonly CancellationTokenSource _ending = new();
    private readonly string[] _lastUser = new string[Workers];
    private readonly ConcurrentQueue<Exception> _faults = new();
    private readonly Task[] _work;
    private long _commands;

    public RotationLoad(RotatingNpgsqlDataSource source) => _work = [.. Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(source, worker), CancellationToken.None))];

    public IReadOnlyCollection<Exception> Faults => _faults;

    public long Commands => Volatile.Read(ref _commands);

    /// <summary>Whether the last command of each worker was run by a user.</summary>
    public bool IsAllOf(string userName) => !_faults.IsEmpty || Enumerable.Range(0, Workers).All(worker => Volatile.Read(ref _lastUser[worker]) == userName);

    /// <summary>Ends the work, and waits for what is under way.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_work);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _ending.Dispose();
    }

    private async Task WorkAsync(RotatingNpgsqlDataSource source, int worker)
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                Volatile.Write(ref _lastUser[worker], worker % 2 == 0 ? await ByCommandAsync(source) : await ByConnectionAsync(source));
                Interlocked.Increment(ref _commands);
            }
#pragma warning disable CA1031 // Whatever it is, it is what the test is about.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                _faults.Enqueue(fault);
                return;
            }
        }
    }

    private static async Task<string> ByCommandAsync(RotatingNpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select current_user::text from public.work where id = 1");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> ByConnectionAsync(RotatingNpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText = "insert into public.work values (2); select current_user::text";
        var user = (string)(await insert.ExecuteScalarAsync())!;
        await transaction.CommitAsync();
        return user;
    }
}
