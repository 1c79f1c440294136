using System.Text;
using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>The store keeps its contract on the simulated disk too, so what is shown there holds.</summary>
public sealed class SimulatedDiskTests : KeyRingStoreContract
{
    private readonly SimulatedDisk _disk = new();

    [Fact]
    public async Task Replace_APowerCutAnywhere_LeavesTheOldRecordOrTheNewOne_AndWhatWasReadOrReportedStays()
    {
        var calls = 0;
        for (var cut = 0; cut == 0 || cut <= calls; cut++)
        {
            foreach (var after in (bool[])[false, true])
            {
                var disk = new SimulatedDisk();
                await new DirectoryKeyRingStore(disk.Mount()).TryReplaceAsync(new(1, "one"u8.ToArray()), 0);
                var store = new DirectoryKeyRingStore(disk.Mount());
                var before = disk.Calls;
                (disk.CutAt, disk.CutAfter) = (before + cut, after);
                var reported = await WriteAsync(store);
                calls = Math.Max(calls, disk.Calls - before);

                disk.CutAt = int.MaxValue;
                if (reported)
                {
                    disk.CutPower();
                }

                var read = await new DirectoryKeyRingStore(disk.Mount()).ReadAsync();
                Assert.Equal(read!.Version == 1 ? "one" : "two", Encoding.ASCII.GetString(read.Content.Span));
                Assert.True(!reported || read.Version == 2);
            }
        }

        Assert.True(calls >= 7);
    }

    [Fact]
    public async Task Read_WhatAnotherHasNotFlushedYet_StaysAfterAPowerCut()
    {
        // A writer that is cut off from its directory between the rename and its flush.
        var disk = new SimulatedDisk();
        var writer = disk.Mount();
        using (var file = writer.Create("ring"))
        {
            file.Write("zerotrust-keyring 1 1\none"u8);
            file.Flush();
        }

        Assert.NotNull(await new DirectoryKeyRingStore(disk.Mount()).ReadAsync());
        disk.CutPower();

        Assert.NotNull(await new DirectoryKeyRingStore(disk.Mount()).ReadAsync());
    }

    protected override Task<IKeyRingStore> OpenAsync() => Task.FromResult<IKeyRingStore>(new DirectoryKeyRingStore(_disk.Mount()));

    private static async Task<bool> WriteAsync(DirectoryKeyRingStore store)
    {
        try
        {
            return await store.TryReplaceAsync(new(2, "two"u8.ToArray()), 1);
        }
        catch (SimulatedDisk.PowerCutException)
        {
            return false;
        }
    }
}
