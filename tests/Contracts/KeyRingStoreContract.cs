using System.Text;
using Xunit;

namespace ZeroTrust.Security.Contracts;

/// <summary>What every <see cref="IKeyRingStore"/> keeps. Derive a class for each implementation; each test has a store of its own.</summary>
public abstract class KeyRingStoreContract
{
    /// <summary>Opens the store of this test once more, as another process would.</summary>
    protected abstract Task<IKeyRingStore> OpenAsync();

    [Fact]
    public async Task Read_AnEmptyStore_IsNothing() => Assert.Null(await (await OpenAsync()).ReadAsync());

    [Fact]
    public async Task Replace_IsReadBackElsewhereAsItWas()
    {
        byte[] content = [.. Enumerable.Range(0, 256).Select(static value => (byte)value), (byte)'\n', 0];
        Assert.True(await (await OpenAsync()).TryReplaceAsync(new(1, content), 0));

        var read = await (await OpenAsync()).ReadAsync();

        Assert.Equal(1, read!.Version);
        Assert.Equal(content, read.Content.ToArray());
    }

    [Fact]
    public async Task Replace_TheLargestContent_IsReadBack()
    {
        var content = new byte[KeyRingRecord.MaxContentBytes];
        content[^1] = 7;
        Assert.True(await (await OpenAsync()).TryReplaceAsync(new(1, content), 0));

        Assert.Equal(content, (await (await OpenAsync()).ReadAsync())!.Content.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Replace_WhenAnotherVersionIsThere_ChangesNothing(long expected)
    {
        var store = await OpenAsync();
        await store.TryReplaceAsync(Record(1), 0);
        await store.TryReplaceAsync(Record(2), 1);

        Assert.False(await (await OpenAsync()).TryReplaceAsync(new(expected + 1, "other"u8.ToArray()), expected));

        var read = await store.ReadAsync();
        Assert.Equal((2, "version 2"), (read!.Version, Encoding.UTF8.GetString(read.Content.Span)));
    }

    [Fact]
    public async Task Replace_AnEmptyStoreThatIsExpectedToHoldSomething_ChangesNothing()
    {
        Assert.False(await (await OpenAsync()).TryReplaceAsync(Record(2), 1));
        Assert.Null(await (await OpenAsync()).ReadAsync());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1)]
    [InlineData(1, 1)]
    public async Task Replace_AVersionThatDoesNotFollow_IsMisuse(long version, long expected)
    {
        var store = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.TryReplaceAsync(Record(version), expected));
    }

    [Fact]
    public async Task Replace_FromManyAtOnce_LetsOneOfEachVersionSucceed()
    {
        IKeyRingStore[] stores = [await OpenAsync(), await OpenAsync(), await OpenAsync(), await OpenAsync()];
        var won = 0;
        await Parallel.ForEachAsync(stores, async (store, cancel) =>
        {
            for (var written = 0; written < 25;)
            {
                var version = (await store.ReadAsync(cancel))?.Version ?? 0;
                if (await store.TryReplaceAsync(Record(version + 1), version, cancel))
                {
                    written++;
                    Interlocked.Increment(ref won);
                }
            }
        });

        Assert.Equal(100, won);
        Assert.Equal(100, (await stores[0].ReadAsync())!.Version);
    }

    [Fact]
    public async Task Read_WhileItIsReplaced_IsAWholeRecordAndNeverAnEarlierOne()
    {
        var (writer, reader) = (await OpenAsync(), await OpenAsync());
        await writer.TryReplaceAsync(Record(1), 0);
        var writing = Task.Run(async () =>
        {
            for (var version = 1; version < 200; version++)
            {
                Assert.True(await writer.TryReplaceAsync(Record(version + 1), version));
            }
        });
        var last = 0L;
        while (!writing.IsCompleted)
        {
            var read = await reader.ReadAsync();
            Assert.Equal($"version {read!.Version}", Encoding.UTF8.GetString(read.Content.Span));
            Assert.True(read.Version >= last);
            last = read.Version;
        }

        await writing;
    }

    private static KeyRingRecord Record(long version) => new(version, Encoding.UTF8.GetBytes($"version {version}"));
}
