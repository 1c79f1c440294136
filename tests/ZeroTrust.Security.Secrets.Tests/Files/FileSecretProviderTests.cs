using System.Text;
using ZeroTrust.Security.Contracts;

namespace ZeroTrust.Security.Secrets.Tests.Files;

/// <summary>Files that stand by themselves, and mounts with fields.</summary>
public sealed class FileSecretProviderTests : SecretProviderContract, IDisposable
{
    private readonly MountedDirectory _directory = new();

    protected override bool TakesFields => true;

    protected override bool Tells => true;

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public async Task H9_Get_AFileThatEveryoneMayRead_IsRefusedUnlessAllowed(UnixFileMode mode)
    {
        _directory.Put("a", "value"u8.ToArray(), mode);

        var refused = await Store().GetAsync(new("a"));
        using var taken = (await Store(static files => files.AllowFilesReadableByEveryone = true).GetAsync(new("a"))).Version;

        Assert.Equal(SecretOutcome.Refused, refused.Outcome);
        Assert.Contains("0400", refused.Reason, StringComparison.Ordinal);
        Assert.NotNull(taken);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task H9_Get_AFileThatOthersMayWrite_IsAlwaysRefused(UnixFileMode mode)
    {
        _directory.Put("a", "value"u8.ToArray(), UnixFileMode.UserRead | mode);

        Assert.Equal(SecretOutcome.Refused, (await Store(static files => files.AllowFilesReadableByEveryone = true).GetAsync(new("a"))).Outcome);
    }

    [Fact]
    public async Task H9_Get_ALinkOutOfTheDirectory_IsRefused()
    {
        using var elsewhere = new MountedDirectory();
        var outside = elsewhere.Put("outside", "value"u8.ToArray());
        File.CreateSymbolicLink(_directory.PathOf("absolute"), outside);
        File.CreateSymbolicLink(_directory.PathOf("relative"), Path.GetRelativePath(_directory.Path, outside));
        File.CreateSymbolicLink(_directory.PathOf("hop"), "absolute");
        File.CreateSymbolicLink(_directory.PathOf("circle"), "circle");
        File.CreateSymbolicLink(_directory.PathOf("mount"), elsewhere.Path);
        Directory.CreateDirectory(_directory.PathOf("swapped"));
        File.CreateSymbolicLink(_directory.PathOf("swapped/..data"), elsewhere.Path);

        foreach (var name in new[] { "absolute", "relative", "hop", "circle", "mount", "swapped" })
        {
            var result = await Store().GetAsync(new(name));
            Assert.True(result.Outcome == SecretOutcome.Refused, $"{name}: {result}");
        }
    }

    [Fact]
    public async Task H11_Get_ANameWithAPath_IsRefused()
    {
        _directory.Swap("mount", Fields("user", "password"));

        Assert.Equal(SecretOutcome.Refused, (await Store().GetAsync(new("mount/user"))).Outcome);
    }

    [Fact]
    public async Task H9_Get_ADirectoryThatIsNotSwappedAtOnce_IsRefused()
    {
        Directory.CreateDirectory(_directory.PathOf("plain"));
        _directory.Put("plain/user", "value"u8.ToArray());

        Assert.Equal(SecretOutcome.Refused, (await Store().GetAsync(new("plain"))).Outcome);
    }

    [Fact]
    public async Task Get_AFieldThatIsNoSecret_FailsTheWhole()
    {
        _directory.Swap("mount", new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["user"] = "value"u8.ToArray(), ["password"] = [] });

        Assert.Equal(SecretOutcome.Malformed, (await Store().GetAsync(new("mount"))).Outcome);
    }

    [Theory]
    [InlineData("value\n", "value\n", false)]
    [InlineData("value\n", "value", true)]
    [InlineData("value\r\n", "value", true)]
    [InlineData("value\n\n", "value\n", true)]
    [InlineData(" value ", " value ", true)]
    public async Task Get_TheEndOfALine_IsLeftOffOnlyWhereAsked(string content, string value, bool ignore)
    {
        _directory.Put("a", Encoding.UTF8.GetBytes(content));

        using var found = (await Store(files => files.IgnoreFinalLineEnd = ignore).GetAsync(new("a"))).Version;

        Assert.Equal(value, SecretRig.Text(found!.Value));
    }

    [Fact]
    public async Task Get_AFileOfAMount_HasTheVersionOfTheMount()
    {
        _directory.SwapRoot(Fields("user", "password"));

        using var found = (await Store().GetAsync(new("password"))).Version;

        Assert.StartsWith("..2030_", found!.Version, StringComparison.Ordinal);
        Assert.Equal("password", SecretRig.Text(found.Value));
    }

    [Fact]
    public async Task H9_AMountThatIsSwapped1000Times_IsNeverReadInParts_AndTheLastVersionIsSeen()
    {
        const int Swaps = 1000;
        _directory.Swap("db", Numbered(0));
        var store = Store();
        using var done = new CancellationTokenSource();
        var reads = 0;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var last = 0;
            while (!done.IsCancellationRequested)
            {
                var result = await store.GetAsync(new("db"));
                if (result.Version is not { } version)
                {
                    // So many swaps in the time of one reading that it gave up: an answer, and no torn value.
                    Assert.Equal(SecretOutcome.Unavailable, result.Outcome);
                    continue;
                }

                using (version)
                {
                    var number = int.Parse(SecretRig.Text(version.Fields["user"]).Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
                    Assert.Equal(Password(number), SecretRig.Text(version.Fields["password"]));
                    Assert.True(number >= last);
                    last = number;
                    Interlocked.Increment(ref reads);
                }
            }
        })).ToArray();

        for (var swap = 1; swap <= Swaps; swap++)
        {
            _directory.Swap("db", Numbered(swap));
            if (swap % 100 == 0)
            {
                // However busy the machine is, the readers have their part between the swaps.
                var before = Volatile.Read(ref reads);
                while (Volatile.Read(ref reads) == before && !Array.Exists(readers, static reader => reader.IsCompleted))
                {
                    await Task.Yield();
                }
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        using var end = (await store.GetAsync(new("db"))).Version;
        Assert.Equal($"user-{Swaps}", SecretRig.Text(end!.Fields["user"]));
        Assert.True(reads >= Swaps / 100);
    }

    [Fact]
    public async Task H10_AMountThatIsSwapped_IsSeenWithinThePollBound_WithoutBeingTold()
    {
        _directory.Swap("db", Numbered(0));
        await using var rig = new SecretRig(secrets => secrets.Add("files", _ => new Untold(Store()), static store => store.RefreshInterval = TimeSpan.FromSeconds(10)));
        var handle = rig.Secrets.GetHandle(SecretRef.Parse("secret://files/db#password"));
        await handle.GetAsync();
        for (var swap = 1; swap <= 50; swap++)
        {
            _directory.Swap("db", Numbered(swap));

            await rig.AdvanceAsync(handle, TimeSpan.FromSeconds(11));

            Assert.Equal(Password(swap), SecretRig.Text(handle.Current.Value));
            Assert.Equal(Password(swap - 1), SecretRig.Text(handle.Previous!.Value));
        }
    }

    public void Dispose() => _directory.Dispose();

    protected override Task<ISecretProvider> OpenAsync() => Task.FromResult<ISecretProvider>(Store());

    protected override Task PutAsync(string name, byte[] value)
    {
        _directory.Put(name, value);
        return Task.CompletedTask;
    }

    protected override Task PutAsync(string name, IReadOnlyDictionary<string, string> fields)
    {
        _directory.Swap(name, fields.ToDictionary(static field => field.Key, static field => Encoding.UTF8.GetBytes(field.Value), StringComparer.Ordinal));
        return Task.CompletedTask;
    }

    protected override Task RemoveAsync(string name)
    {
        File.Delete(_directory.PathOf(name));
        return Task.CompletedTask;
    }

    protected override Task<SecretOutcome?> BreakAsync()
    {
        foreach (var file in Directory.EnumerateFiles(_directory.Path))
        {
            MountedDirectory.SetMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        }

        return Task.FromResult<SecretOutcome?>(SecretOutcome.Refused);
    }

    private static string Password(int number) => new((char)('a' + (number % 26)), 3000 + number);

    private static Dictionary<string, byte[]> Numbered(int number) =>
        new(StringComparer.Ordinal) { ["user"] = Encoding.UTF8.GetBytes($"user-{number}"), ["password"] = Encoding.UTF8.GetBytes(Password(number)) };

    private static Dictionary<string, byte[]> Fields(params string[] names) => names.ToDictionary(static name => name, Encoding.UTF8.GetBytes, StringComparer.Ordinal);

    private FileSecretProvider Store(Action<FileSecretsOptions>? configure = null)
    {
        var options = new FileSecretsOptions();
        configure?.Invoke(options);
        return new FileSecretProvider(_directory.Path, options);
    }

    // A system that tells of no change.
    private sealed class Untold(ISecretProvider store) : ISecretProvider
    {
        public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default) => store.GetAsync(request, cancellationToken);
    }
}
