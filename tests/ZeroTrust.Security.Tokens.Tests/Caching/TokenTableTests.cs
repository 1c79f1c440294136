using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

public sealed class TokenTableTests : IDisposable
{
    private readonly CacheRig _rig = new(CacheRig.Limits(10));
    private readonly TokenTable _table = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public void AddAndRemove_InAnyOrder_FindsWhatADictionaryWould(int sharingAHash)
    {
        var texts = Enumerable.Range(0, 700).Select(number => Text(number, sharingAHash)).ToArray();
        var model = new Dictionary<string, CachedToken>();
        var random = new Numbers(sharingAHash);
        for (var step = 0; step < 20_000; step++)
        {
            // Fills, and empties again.
            var text = texts[random.Below(texts.Length)];
            Change(text, add: random.Below(100) < (step / 4000 % 2 == 0 ? 80 : 20), model);
            Assert.Equal(model.Count, _table.Count);
            AssertSame(texts[random.Below(texts.Length)], model);
            if (step % 2000 == 0)
            {
                Array.ForEach(texts, each => AssertSame(each, model));
                Assert.Equal(model.Values.ToHashSet(), _table.ToList().ToHashSet());
            }
        }
    }

    [Fact]
    public void TryAdd_TheSameText_KeepsTheFirst()
    {
        var first = _rig.Entry(CacheRig.Text(1));
        Assert.True(_table.TryAdd(first));
        Assert.False(_table.TryAdd(_rig.Entry(CacheRig.Text(1))));

        Assert.True(_table.TryFind(CacheRig.Text(1), default, out var found));
        Assert.Same(first, found.Entry);
        Assert.Same(first.Token, found.Token);
    }

    [Fact]
    public async Task TryFind_WhileTokensComeGoAndMove_FindsTheRightOneOrNone()
    {
        // Few hashes, so that whatever leaves moves others.
        var texts = Enumerable.Range(0, 600).Select(number => Text(number, sharingAHash: 6)).ToArray();
        var entries = Array.ConvertAll(texts, _rig.Entry);
        for (var number = 0; number < 100; number++)
        {
            Assert.True(_table.TryAdd(entries[number]));
        }

        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(1, 2).Select(seed => Task.Factory.StartNew(
            () => CountWrong(texts, new(seed), ended.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        var model = new Dictionary<string, CachedToken>();
        var random = new Numbers(3);
        for (var step = 0; step < 100_000; step++)
        {
            Change(texts[100 + random.Below(500)], add: random.Below(2) == 0, model);
        }

        await ended.CancelAsync();
        Assert.All(await Task.WhenAll(readers), static wrong => Assert.Equal(0, wrong));
        Assert.All(texts[..100], text => Assert.True(_table.TryFind(text, default, out _)));
    }

    private int CountWrong(string[] texts, Numbers random, CancellationToken ended)
    {
        var wrong = 0;
        while (!ended.IsCancellationRequested)
        {
            var text = texts[random.Below(texts.Length)];
            if (_table.TryFind(text, default, out var found) && found.Token.Caller.User!.Subject != text[..10])
            {
                wrong++;
            }
        }

        return wrong;
    }

    private void Change(string text, bool add, Dictionary<string, CachedToken> model)
    {
        if (add)
        {
            var entry = _rig.Entry(text);
            Assert.Equal(model.TryAdd(text, entry), _table.TryAdd(entry));
        }
        else if (model.Remove(text, out var entry))
        {
            _table.Remove(entry);
            entry.Clear();
        }
    }

    private void AssertSame(string text, Dictionary<string, CachedToken> model)
    {
        Assert.Equal(model.TryGetValue(text, out var expected), _table.TryFind(text, default, out var found));
        Assert.Same(expected, found.Entry);
        Assert.Same(expected?.Token, found.Token);
    }

    // The hash is that of the last 16 characters.
    private static string Text(int number, int sharingAHash) => $"{number:D10}.{number / sharingAHash:D20}";

    private sealed class Numbers(int seed)
    {
        private ulong _state = ((ulong)seed * 0x9E37_79B9_7F4A_7C15) + 1;

        public int Below(int bound)
        {
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            return (int)((_state >> 33) % (ulong)bound);
        }
    }
}
