using System.Diagnostics;
using System.Runtime.Versioning;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Journal;

/// <summary>The files of a journal on the disk of this machine: who may read them, what is refused, and what is asked of the system.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DiskJournalFolderTests : IDisposable
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ScratchDirectory _scratch = new();

    private string Place => Path.Combine(_scratch.Path, "audit");

    [Fact]
    public void Journal_ItsDirectoryAndEveryFileInIt_AreItsOwnersAlone()
    {
        WriteAJournal();

        Assert.Equal(OwnFile | UnixFileMode.UserExecute, File.GetUnixFileMode(Place));
        var files = Directory.GetFiles(Place);
        Assert.Equal(["audit-00000001.jsonl", "checkpoints.jws", "journal.lock", "spare"], files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files, static file => Assert.Equal(OwnFile, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupExecute)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public void Directory_ThatOthersMayEnter_IsRefusedAndLeftAsItIs(UnixFileMode more)
    {
        Directory.CreateDirectory(Place);
        File.SetUnixFileMode(Place, OwnFile | UnixFileMode.UserExecute | more);

        var opening = Open();

        Assert.Equal((JournalFailure.ReadOnly, true), (opening.Failure, opening.Detail!.Contains("Make its mode 0700", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFileSystemEntries(Place));
    }

    [Fact]
    public void Directory_WithoutTheOneAboveIt_IsNotMade()
    {
        var opening = JournalOpening.Open(new DiskJournalFolder(Path.Combine(_scratch.Path, "volume", "audit")), new());

        Assert.Equal(JournalFailure.ReadOnly, opening.Failure);
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public void Directory_ThatIsALink_IsRefused()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_scratch.Path, "elsewhere"), OwnFile | UnixFileMode.UserExecute).FullName;
        Directory.CreateSymbolicLink(Place, elsewhere);

        var opening = Open();

        Assert.Equal((JournalFailure.ReadOnly, true), (opening.Failure, opening.Detail!.Contains("is a link", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Theory]
    [InlineData("journal.lock")]
    [InlineData("audit-00000001.jsonl")]
    [InlineData("spare")]
    [InlineData("checkpoints.jws")]
    public void File_ThatIsALink_IsNotWrittenThrough(string name)
    {
        WriteAJournal();
        var target = Path.Combine(_scratch.Path, "target");
        File.Move(Path.Combine(Place, name), target);
        File.CreateSymbolicLink(Path.Combine(Place, name), target);
        var before = File.ReadAllBytes(target);

        var opening = Open();
        using (opening.Journal)
        {
            // What is set aside is made anew, in place of the link.
            Assert.Equal(name == "spare", opening.Journal is not null);
        }

        Assert.Equal(before, File.ReadAllBytes(target));
    }

    [Fact]
    public void File_ThatALinkLeadsNowhereFor_IsNotMadeThroughIt()
    {
        Directory.CreateDirectory(Place, OwnFile | UnixFileMode.UserExecute);
        var target = Path.Combine(_scratch.Path, "target");
        File.CreateSymbolicLink(Path.Combine(Place, "audit-00000001.jsonl"), target);

        Assert.Throws<JournalFileException>(() => new DiskJournalFolder(Place).Create("audit-00000001.jsonl", 4096));
        Assert.Null(Open().Journal);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void J8_ASecondOpening_IsRefusedWhileTheFirstWrites()
    {
        using (Open().Journal)
        {
            Assert.Equal(JournalFailure.Locked, Open().Failure);
        }

        using var next = Open().Journal;
        Assert.NotNull(next);
    }

    [Fact]
    public async Task J8_AnotherProcess_HoldsTheLockUntilItIsGone_HoweverItEnds()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ZeroTrust.Security.Audit.Killed.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, Place, "0"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            Assert.NotNull(await process.StandardOutput.ReadLineAsync());
            Assert.Equal(JournalFailure.Locked, Open().Failure);
        }
        finally
        {
            process.Kill();
        }

        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        using var next = Open().Journal;
        Assert.NotNull(next);
    }

    [Fact]
    public void J1_FlushOfADirectory_AsksTheSystem_AndFailsWhereTheSystemDoes()
    {
        // Entries of /proc cannot be flushed: only who asks finds out.
        var fault = Assert.Throws<JournalFileException>(static () => new DiskJournalFolder("/proc/self").FlushEntries());
        Assert.Contains("cannot be flushed", fault.Message, StringComparison.Ordinal);
        Assert.Throws<JournalFileException>(() => new DiskJournalFolder(Path.Combine(_scratch.Path, "nowhere")).FlushEntries());

        new DiskJournalFolder(_scratch.Path).FlushEntries();
    }

    [Fact]
    public void J1_FlushOfAFile_AsksTheSystem_AndFailsWhereTheSystemDoes()
    {
        using var file = new DiskJournalFolder("/dev").Open("null", writable: true);
        file.Write("x"u8, 0);

        var fault = Assert.Throws<JournalFileException>(file.Flush);

        Assert.Contains("cannot be flushed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void J5_AFullDevice_IsNoSpace()
    {
        using var file = new DiskJournalFolder("/dev").Open("full", writable: true);

        Assert.Equal(JournalFailure.NoSpace, Assert.Throws<JournalFileException>(() => file.Write("x"u8, 0)).Failure);
    }

    public void Dispose() => _scratch.Dispose();

    private JournalOpening Open() => JournalOpening.Open(new DiskJournalFolder(Place), new() { SegmentBytes = 1024 * 1024 });

    private void WriteAJournal()
    {
        var journal = Open().Journal!;
        journal.Append(JournalRig.Event(1), required: true);
        Assert.True(journal.Commit().Succeeded);
        CheckpointFile.Append(new DiskJournalFolder(Place), "head");
        Assert.True(journal.Close().Succeeded);
    }
}
