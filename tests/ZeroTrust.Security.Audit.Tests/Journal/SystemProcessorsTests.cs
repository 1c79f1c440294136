using System.Globalization;
using System.Runtime.InteropServices;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Tests.Journal;

public sealed class SystemProcessorsTests
{
    private readonly SystemProcessors _processors = new();

    [Fact]
    public void Leave_PutsTheThreadOnAnother_AndLetsItUseAllThatItMight() => OnAThread(() =>
    {
        var allowed = Allowed();
        var moved = 0;
        for (var i = 0; i < 100; i++)
        {
            var before = _processors.Current;
            _processors.Leave(before);
            moved += _processors.Current != before ? 1 : 0;

            Assert.Equal(allowed, Allowed());
        }

        // Not each time: the system may put it back at once.
        Assert.True(moved >= (allowed.Count > 1 ? 50 : 0), $"{moved}");
    });

    [Fact]
    public void Leave_OfTheOnlyProcessor_ChangesNothing() => OnAThread(() =>
    {
        var only = _processors.Current;
        if (only >= 0)
        {
            var set = new ulong[16];
            set[only / 64] = 1UL << (only % 64);
            Assert.Equal(0, SetAllowed(0, 128, set));
        }

        var allowed = Allowed();
        _processors.Leave(only);

        Assert.Equal((only, 1), (_processors.Current, allowed.Count));
        Assert.Equal(allowed, Allowed());
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(1_024)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Leave_OfWhatIsNone_ChangesNothing(int processor) => OnAThread(() =>
    {
        var allowed = Allowed();
        _processors.Leave(processor);

        Assert.Equal(allowed, Allowed());
    });

    /// <summary>What may be used is the thread's own: one of the test's, so that no other test runs where it was left.</summary>
    private static void OnAThread(Action test)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(test));
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
    }

    /// <summary>The processors that the calling thread may use, as the system tells it.</summary>
    private static List<int> Allowed()
    {
        const string Name = "Cpus_allowed_list:";
        if (!OperatingSystem.IsLinux())
        {
            return [-1];
        }

        var list = File.ReadLines("/proc/thread-self/status").First(static line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..];
        return [.. list.Split(',').Select(static range => range.Split('-').Select(static end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray()).SelectMany(static ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1))];
    }

#pragma warning disable SYSLIB1054, CA5392 // LibraryImport needs unsafe code. The system's own library comes from no search path.
    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    private static extern int SetAllowed(int thread, nuint bytes, ulong[] set);
#pragma warning restore SYSLIB1054, CA5392
}
