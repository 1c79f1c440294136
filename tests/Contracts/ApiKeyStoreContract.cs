using System.Globalization;
using Xunit;

namespace ZeroTrust.Security.Contracts;

/// <summary>What every <see cref="IApiKeyStore"/> keeps. Derive a class for each implementation; each test has a store of its own.</summary>
public abstract class ApiKeyStoreContract
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Opens the store of this test once more, as another process would.</summary>
    protected abstract Task<IApiKeyStore> OpenAsync();

    [Fact]
    public async Task Read_AnEmptyStore_IsEverythingThatThereIs()
    {
        var changes = await (await OpenAsync()).ReadAsync(null, default);

        Assert.True(changes.IsEverything);
        Assert.Empty(changes.Changed);
        Assert.Empty(changes.Removed);
    }

    [Fact]
    public async Task Add_EveryMember_IsReadBackElsewhereAsItWas()
    {
        var whole = Key("key-1") with
        {
            Service = "Ünï 😀 '; drop table x --",
            Permissions = ["orders:read", "payments:charge"],
            Tenant = "acme \"quoted\"",
            CreatedAt = Noon.AddTicks(7),
            RevokedAt = Noon.AddTicks(9),
            Versions = [Version("key-1") with { LastUsedAt = Noon.AddTicks(1) }, Version("key-1b")],
        };
        var store = await OpenAsync();
        Assert.True(await store.TryAddAsync(whole, default));
        Assert.True(await store.TryAddAsync(Key("key-2"), default));

        var changes = await (await OpenAsync()).ReadAsync(null, default);

        Assert.True(changes.IsEverything);
        Assert.Equal([Text(whole), Text(Key("key-2"))], changes.Changed.Select(Text).Order());
    }

    [Fact]
    public async Task Add_AnIdOrPublicIdThatIsThere_ChangesNothing()
    {
        var store = await OpenAsync();
        Assert.True(await store.TryAddAsync(Key("key-1"), default));

        Assert.False(await store.TryAddAsync(Key("key-1") with { Service = "other", Versions = [Version("free")] }, default));
        Assert.False(await store.TryAddAsync(Key("key-2") with { Versions = [Version("key-1")] }, default));
        Assert.True(await store.TryAddAsync(Key("KEY-1"), default));

        Assert.Equal([Text(Key("KEY-1")), Text(Key("key-1"))], (await store.ReadAsync(null, default)).Changed.Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Replace_OnlyTheRevisionBefore()
    {
        var store = await OpenAsync();
        await store.TryAddAsync(Key("key-1"), default);
        await store.TryAddAsync(Key("key-2"), default);
        var next = Key("key-1") with { Revision = 2, RevokedAt = Noon };

        Assert.False(await store.TryReplaceAsync(Key("key-1"), default));
        Assert.False(await store.TryReplaceAsync(next with { Revision = 3 }, default));
        Assert.False(await store.TryReplaceAsync(next with { Id = "nobody" }, default));
        Assert.False(await store.TryReplaceAsync(next with { Versions = [Version("key-1"), Version("key-2")] }, default));
        Assert.True(await store.TryReplaceAsync(next, default));
        Assert.False(await store.TryReplaceAsync(next, default));

        Assert.Equal([Text(next), Text(Key("key-2"))], (await store.ReadAsync(null, default)).Changed.Select(Text).Order());
    }

    [Fact]
    public async Task Replace_FromManyAtOnce_OneOfThemSucceeds()
    {
        var store = await OpenAsync();
        await store.TryAddAsync(Key("key-1"), default);
        for (var revision = 2; revision < 6; revision++)
        {
            var won = 0;
            await Parallel.ForAsync(0, 8, async (i, cancel) =>
            {
                var next = Key("key-1") with { Revision = revision, Tenant = i.ToString(CultureInfo.InvariantCulture) };
                Interlocked.Add(ref won, await store.TryReplaceAsync(next, cancel) ? 1 : 0);
            });

            Assert.Equal(1, won);
        }
    }

    [Fact]
    public async Task Remove_SaysWhetherItWasThere_AndFreesThePublicIds()
    {
        var store = await OpenAsync();
        await store.TryAddAsync(Key("key-1"), default);

        Assert.True(await store.RemoveAsync("key-1", default));
        Assert.False(await store.RemoveAsync("key-1", default));
        Assert.Empty((await store.ReadAsync(null, default)).Changed);
        Assert.True(await store.TryAddAsync(Key("key-1"), default));
    }

    [Fact]
    public async Task Touch_OnlyForward_AndNotUndoneByAReplacement()
    {
        var store = await OpenAsync();
        await store.TryAddAsync(Key("key-1") with { Versions = [Version("key-1"), Version("key-1b")] }, default);

        await store.TouchAsync([new("key-1", "key-1", Noon), new("nobody", "nothing", Noon), new("key-1", "gone", Noon)], default);
        await store.TouchAsync([new("key-1", "key-1", Noon.AddHours(-1))], default);
        Assert.Equal(Noon, (await OneAsync()).LastUsedAt);

        Assert.True(await store.TryReplaceAsync(Key("key-1") with { Revision = 2, Versions = [Version("key-1"), Version("key-1c")] }, default));
        Assert.Equal([Noon, null], (await OneAsync()).Versions.Select(static version => version.LastUsedAt));

        async Task<ApiKeyRecord> OneAsync() => Assert.Single((await store.ReadAsync(null, default)).Changed);
    }

    [Fact]
    public async Task Read_FromAPosition_BringsOneUpToDate()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        var held = new Dictionary<string, ApiKeyRecord>();
        string? position = null;
        for (var round = 0; round < 20; round++)
        {
            await one.TryAddAsync(Key($"key-{round}"), default);
            await one.TryReplaceAsync(Key($"key-{round / 2}") with { Revision = 2, RevokedAt = Noon }, default);
            if (round % 3 == 2)
            {
                await one.RemoveAsync($"key-{round - 1}", default);
            }

            if (round % 5 != 0)
            {
                position = Take(held, await other.ReadAsync(position, default));
            }
        }

        Take(held, await other.ReadAsync(position, default));
        Assert.Equal((await one.ReadAsync(null, default)).Changed.Select(Text).Order(), held.Values.Select(Text).Order());
    }

    [Fact]
    public async Task Add_FromManyAtOnce_LosesNone()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        await Parallel.ForAsync(0, 60, async (i, cancel) => Assert.True(await (i % 2 == 0 ? one : other).TryAddAsync(Key($"key-{i}"), cancel)));

        Assert.Equal(60, (await one.ReadAsync(null, default)).Changed.Count);
    }

    [Fact]
    public async Task OnChange_Ended_TellsNothingMore()
    {
        var store = await OpenAsync();
        var told = 0;
        store.OnChange(() => Interlocked.Increment(ref told)).Dispose();

        await store.TryAddAsync(Key("key-1"), default);

        Assert.Equal(0, told);
    }

    private static string? Take(Dictionary<string, ApiKeyRecord> held, ApiKeyChanges changes)
    {
        if (changes.IsEverything)
        {
            held.Clear();
        }

        foreach (var id in changes.Removed)
        {
            held.Remove(id);
        }

        foreach (var key in changes.Changed)
        {
            held[key.Id] = key;
        }

        return changes.Position;
    }

    private static ApiKeyRecord Key(string id) => new()
    {
        Id = id,
        Revision = 1,
        Service = "orders",
        Permissions = [],
        CreatedAt = Noon,
        Versions = [Version(id)],
    };

    private static ApiKeyVersion Version(string publicId) => new()
    {
        PublicId = publicId,
        Hash = Enumerable.Range(0, ApiKeyVersion.HashBytes).Select(i => (byte)(i + publicId.Length)).ToArray(),
        PepperName = "pepper",
        CreatedAt = Noon,
        ExpiresAt = Noon.AddDays(90),
    };

    // Records compare their lists by reference.
    private static string Text(ApiKeyRecord key) => string.Join(
        '|',
        [
            key.Id, $"{key.Revision}", key.Service, string.Join(',', key.Permissions), key.Tenant, $"{key.CreatedAt:O}", $"{key.RevokedAt:O}",
            .. key.Versions.Select(static version =>
                $"{version.PublicId} {Convert.ToHexString(version.Hash.Span)} {version.PepperName} {version.CreatedAt:O} {version.ExpiresAt:O} {version.LastUsedAt:O}"),
        ]);
}
