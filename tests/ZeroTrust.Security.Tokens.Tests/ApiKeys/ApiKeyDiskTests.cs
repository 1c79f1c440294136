using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Tokens.ApiKeys;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

/// <summary>The store keeps its contract on the simulated disk too, so what is shown there holds.</summary>
public sealed class ApiKeyDiskTests : ApiKeyStoreContract
{
    private readonly SimulatedDisk _disk = new();

    [Fact]
    public async Task Add_APowerCutAnywhere_LeavesTheKeysBeforeOrAfter_AndWhatWasReportedStays()
    {
        var calls = 0;
        for (var cut = 0; cut == 0 || cut <= calls; cut++)
        {
            foreach (var after in (bool[])[false, true])
            {
                var disk = new SimulatedDisk();
                await Open(disk).TryAddAsync(Key("one"), default);
                var store = Open(disk);
                var before = disk.Calls;
                (disk.CutAt, disk.CutAfter) = (before + cut, after);
                var reported = await AddAsync(store);
                calls = Math.Max(calls, disk.Calls - before);

                disk.CutAt = int.MaxValue;
                if (reported)
                {
                    disk.CutPower();
                }

                var ids = (await Open(disk).ReadAsync(null, default)).Changed.Select(static key => key.Id).Order();
                Assert.Contains(string.Join(' ', ids), reported ? ["one two"] : (string[])["one", "one two"]);
            }
        }

        Assert.True(calls >= 7);
    }

    [Fact]
    public async Task Read_WhatAnotherHasNotFlushedYet_StaysAfterAPowerCut()
    {
        var disk = new SimulatedDisk();
        using (var file = disk.Mount().Create("apikeys"))
        {
            file.Write("zerotrust-apikeys 1 1\n[]"u8);
            file.Flush();
        }

        var position = (await Open(disk).ReadAsync(null, default)).Position;
        disk.CutPower();

        Assert.Equal(position, (await Open(disk).ReadAsync(null, default)).Position);
    }

    [Fact]
    public async Task Change_WhereLocksDoNotHold_IsRefused()
    {
        var disk = new SimulatedDisk { LocksHold = false };

        await Assert.ThrowsAsync<ApiKeyStoreException>(() => Open(disk).TryAddAsync(Key("one"), default));
        Assert.Empty((await Open(disk).ReadAsync(null, default)).Changed);
    }

    protected override Task<IApiKeyStore> OpenAsync() => Task.FromResult<IApiKeyStore>(Open(_disk));

    private static DirectoryApiKeyStore Open(SimulatedDisk disk) => new(disk.Mount());

    private static async Task<bool> AddAsync(DirectoryApiKeyStore store)
    {
        try
        {
            return await store.TryAddAsync(Key("two"), default);
        }
        catch (SimulatedDisk.PowerCutException)
        {
            return false;
        }
    }

    private static ApiKeyRecord Key(string id) => new()
    {
        Id = id,
        Revision = 1,
        Service = "orders",
        Permissions = [],
        CreatedAt = DateTimeOffset.UnixEpoch,
        Versions = [new() { PublicId = id, Hash = new byte[32], PepperName = "p", CreatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.MaxValue }],
    };
}
