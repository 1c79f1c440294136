using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

public sealed class FileKeysTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task FileKeys_AtStart_AreReadAtOnce()
    {
        using var rig = Rig(JwkText.Ec("a"));

        rig.Keys.Start();
        await rig.Keys.Flight;

        Assert.NotNull(rig.Keys.Current!.Find("a"));
    }

    [Fact]
    public async Task FileKeys_FileChanges_ServeTheNewSetWithinSecondsAndNotTheOld()
    {
        using var rig = Rig(JwkText.Ec("a"));
        await rig.FetchAsync();
        var stamp = File.GetLastWriteTimeUtc(_file);
        Write(JwkText.Ec("b"));
        File.SetLastWriteTimeUtc(_file, stamp);

        await PollAsync(rig);

        Assert.Null(rig.Keys.Current!.Find("a"));
        Assert.NotNull(rig.Keys.Current.Find("b"));
    }

    [Fact]
    public async Task FileKeys_LinkIsSwapped_ServeWhatItPointsTo()
    {
        using var directory = new LinkedFile(JwkText.Set(JwkText.Ec("a")), JwkText.Set(JwkText.Ec("b")));
        using var rig = new FetchRig(FetchRig.At("") with { JwksUri = null, JwksFile = directory.Link });
        await rig.FetchAsync();
        Assert.NotNull(rig.Keys.Current!.Find("a"));

        directory.Swap();
        await PollAsync(rig);

        Assert.NotNull(rig.Keys.Current!.Find("b"));
    }

    [Fact]
    public async Task FileKeys_HalfWrittenHarmfulOrMissingFile_KeepTheOldSetAndAlarm()
    {
        var good = JwkText.Set(JwkText.Ec("a"));
        using var rig = Rig(JwkText.Ec("a"));
        await rig.FetchAsync();
        foreach (var bad in new[] { good[..(good.Length / 2)], "", JwkText.Set("{\"kty\":\"oct\",\"k\":\"AAAA\"}"), new string(' ', KeySetReader.MaxBytes + 1), null })
        {
            if (bad is null)
            {
                File.Delete(_file);
            }
            else
            {
                await File.WriteAllTextAsync(_file, bad);
            }

            await PollAsync(rig);

            Assert.NotNull(rig.Keys.Current!.Find("a"));
            Assert.True(rig.Keys.Status is { Usable: true, Stale: true, Problem: not null });
        }

        Assert.NotEqual(0, rig.Log.Count(2202));
        await File.WriteAllTextAsync(_file, good);
        await PollAsync(rig);
        Assert.Null(rig.Keys.Status.Problem);
    }

    [Fact]
    public async Task FileKeys_NewKidIsAskedFor_ReadTheFileAtOnce()
    {
        using var rig = Rig(JwkText.Ec("a"));
        await rig.FetchAsync();
        Write(JwkText.Ec("b"));

        Assert.Equal(KeyFetch.Fetched, await rig.Keys.FetchForAsync("b", CancellationToken.None));

        Assert.NotNull(rig.Keys.Current!.Find("b"));
    }

    private static async Task PollAsync(FetchRig rig)
    {
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        await rig.Keys.Flight;
    }

    private FetchRig Rig(string jwk)
    {
        Write(jwk);
        return new(FetchRig.At("") with { JwksUri = null, JwksFile = _file });
    }

    private void Write(string jwk) => File.WriteAllText(_file, JwkText.Set(jwk));

    /// <summary>A link as a mounted volume swaps it: a new one renamed over the old.</summary>
    private sealed class LinkedFile : IDisposable
    {
        private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

        public LinkedFile(string first, string second)
        {
            File.WriteAllText(Path.Combine(_directory, "first"), first);
            File.WriteAllText(Path.Combine(_directory, "second"), second);
            File.CreateSymbolicLink(Link, Path.Combine(_directory, "first"));
        }

        public string Link => Path.Combine(_directory, "link");

        public void Swap()
        {
            var next = Path.Combine(_directory, "next");
            File.CreateSymbolicLink(next, Path.Combine(_directory, "second"));
            File.Move(next, Link, overwrite: true);
        }

        public void Dispose() => Directory.Delete(_directory, recursive: true);
    }
}
