using Xunit;

namespace ZeroTrust.Security.Contracts;

/// <summary>What every <see cref="IRevocationStore"/> keeps. Derive a class for each implementation; each test has a store of its own.</summary>
public abstract class RevocationStoreContract
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Opens the store of this test once more, as another process would.</summary>
    protected abstract Task<IRevocationStore> OpenAsync();

    [Fact]
    public async Task Read_AnEmptyStore_IsEverythingThatThereIs()
    {
        var changes = await (await OpenAsync()).ReadAsync(null, default);

        Assert.True(changes.IsEverything);
        Assert.Empty(changes.Added);
        Assert.Empty(changes.Removed);
    }

    [Fact]
    public async Task Add_EveryKind_IsReadBackElsewhereAsItWas()
    {
        Revocation[] all =
        [
            Revocation.OfToken("corporate", "t-1", Noon.AddMinutes(5)),
            Revocation.OfToken("corporate", "t-2", null),
            Revocation.OfSubject("corporate", "alice", Noon),
            Revocation.OfSubject("partners", "alice", null),
            Revocation.OfSession("corporate", "'; drop table x --", Noon),
            Revocation.OfClient("corporate", "Ünï 😀", null),
            Revocation.OfIssuer("corporate", Noon.AddTicks(10)),
        ];
        var store = await OpenAsync();
        foreach (var revocation in all)
        {
            await store.AddAsync(revocation, default);
        }

        var changes = await (await OpenAsync()).ReadAsync(null, default);

        Assert.True(changes.IsEverything);
        Assert.Equal(all.ToHashSet(), changes.Added.ToHashSet());
        Assert.Equal(all.Length, changes.Added.Count);
    }

    [Fact]
    public async Task Add_Again_WidensAndNeverNarrows()
    {
        var store = await OpenAsync();
        await store.AddAsync(Revocation.OfSubject("corporate", "alice", Noon), default);
        await store.AddAsync(Revocation.OfSubject("corporate", "alice", Noon.AddHours(-1)), default);
        Assert.Equal(Noon, Assert.Single((await store.ReadAsync(null, default)).Added).IssuedBefore);

        await store.AddAsync(Revocation.OfSubject("corporate", "alice", null), default);
        await store.AddAsync(Revocation.OfSubject("corporate", "alice", Noon), default);
        Assert.Null(Assert.Single((await store.ReadAsync(null, default)).Added).IssuedBefore);
    }

    [Fact]
    public async Task Keys_DifferByCase()
    {
        var store = await OpenAsync();
        await store.AddAsync(Revocation.OfSubject("corporate", "alice", null), default);

        Assert.False(await store.RemoveAsync(new("corporate", RevocationKind.Subject, "Alice"), default));
        Assert.False(await store.RemoveAsync(new("Corporate", RevocationKind.Subject, "alice"), default));
        Assert.False(await store.RemoveAsync(new("corporate", RevocationKind.Client, "alice"), default));
        Assert.Single((await store.ReadAsync(null, default)).Added);
    }

    [Fact]
    public async Task Remove_SaysWhetherItWasThere()
    {
        var store = await OpenAsync();
        var revocation = Revocation.OfClient("corporate", "shop", null);
        await store.AddAsync(revocation, default);

        Assert.True(await store.RemoveAsync(revocation.Key, default));
        Assert.False(await store.RemoveAsync(revocation.Key, default));
        Assert.Empty((await store.ReadAsync(null, default)).Added);
    }

    [Fact]
    public async Task Read_FromAPosition_BringsOneUpToDate()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        var held = new Dictionary<RevocationKey, Revocation>();
        string? position = null;
        for (var round = 0; round < 20; round++)
        {
            await one.AddAsync(Revocation.OfToken("corporate", $"t-{round}", Noon), default);
            await one.AddAsync(Revocation.OfSubject("corporate", "alice", Noon.AddHours(round)), default);
            if (round % 3 == 2)
            {
                await one.RemoveAsync(new("corporate", RevocationKind.TokenId, $"t-{round - 1}"), default);
                await one.AddAsync(Revocation.OfToken("corporate", $"t-{round - 2}", null), default);
            }

            if (round % 5 != 0)
            {
                position = Take(held, await other.ReadAsync(position, default));
            }
        }

        Take(held, await other.ReadAsync(position, default));
        Assert.Equal((await one.ReadAsync(null, default)).Added.ToHashSet(), held.Values.ToHashSet());
    }

    [Fact]
    public async Task Add_FromManyAtOnce_LosesNone()
    {
        var store = await OpenAsync();
        await Parallel.ForAsync(0, 200, async (i, cancel) => await store.AddAsync(Revocation.OfSubject("corporate", $"user-{i % 50}", Noon.AddMinutes(i)), cancel));

        var held = (await store.ReadAsync(null, default)).Added;
        Assert.Equal(50, held.Count);
        Assert.All(held, revocation => Assert.Equal(Noon.AddMinutes(150 + int.Parse(revocation.Key.Value[5..], System.Globalization.CultureInfo.InvariantCulture)), revocation.IssuedBefore));
    }

    [Fact]
    public async Task OnChange_Ended_TellsNothingMore()
    {
        var store = await OpenAsync();
        var told = 0;
        store.OnChange(() => Interlocked.Increment(ref told)).Dispose();

        await store.AddAsync(Revocation.OfClient("corporate", "shop", null), default);

        Assert.Equal(0, told);
    }

    private static string? Take(Dictionary<RevocationKey, Revocation> held, RevocationChanges changes)
    {
        if (changes.IsEverything)
        {
            held.Clear();
        }

        foreach (var key in changes.Removed)
        {
            held.Remove(key);
        }

        foreach (var revocation in changes.Added)
        {
            held[revocation.Key] = revocation;
        }

        return changes.Position;
    }
}
