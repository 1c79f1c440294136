using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

public sealed class VerifiedTokenCacheTests
{
    [Fact]
    public void Add_BeyondTheEntries_StaysWithinThem()
    {
        using var rig = new CacheRig(CacheRig.Limits(100));
        for (var number = 0; number < 1000; number++)
        {
            rig.Add(CacheRig.Text(number));
            Assert.True(rig.Has(CacheRig.Text(number)));
            Assert.Equal(Math.Min(number + 1, 100), rig.Cache.Count);
        }

        Assert.Equal(100, rig.Cache.Tokens.Count);
    }

    [Fact]
    public void Add_BeyondTheBytes_StaysWithinThem()
    {
        using var rig = new CacheRig(CacheRig.Limits(1_000_000, bytes: 1 << 20));
        for (var number = 0; number < 3000; number++)
        {
            rig.Add(CacheRig.Text(number));
            Assert.InRange(rig.Cache.Bytes, 1, 1 << 20);
        }

        Assert.Equal(rig.Cache.Bytes, rig.Cache.Tokens.Sum(static token => token.Cost));
        Assert.InRange(rig.Cache.Count, 100, 1000);
    }

    [Fact]
    public void Add_TokenLargerThanItsShare_IsNotRemembered()
    {
        using var rig = new CacheRig(CacheRig.Limits(100, bytes: 1 << 20));
        var large = new string('x', (1 << 20) / 10);
        rig.Add(large);

        Assert.False(rig.Has(large));
        Assert.Equal(0, rig.Cache.Count);
    }

    [Fact]
    public void Add_FloodOfTokensUsedOnce_PushesOutNoneInUse()
    {
        using var rig = new CacheRig(CacheRig.Limits(1000));
        for (var hot = 0; hot < 500; hot++)
        {
            rig.Add(CacheRig.Text(hot));
            Assert.True(rig.Has(CacheRig.Text(hot)));
        }

        var misses = 0;
        for (var number = 0; number < 100_000; number++)
        {
            rig.Add(CacheRig.Text(1000 + number));
            misses += rig.Has(CacheRig.Text(number % 500)) ? 0 : 1;
        }

        Assert.Equal(0, misses);
        Assert.Equal(1000, rig.Cache.Count);
    }

    [Fact]
    public void Add_TokensThatFellOutOfUse_MakeRoomForThoseInUse()
    {
        using var rig = new CacheRig(CacheRig.Limits(100));
        for (var round = 0; round < 20; round++)
        {
            for (var number = 0; number < 50; number++)
            {
                rig.Add(CacheRig.Text((round * 50) + number));
                _ = rig.Has(CacheRig.Text((round * 50) + number));
            }
        }

        Assert.True(rig.Has(CacheRig.Text(999)));
        Assert.False(rig.Has(CacheRig.Text(0)));
        Assert.Equal(100, rig.Cache.Count);
    }

    [Fact]
    public void Add_WithRoomForOne_KeepsTheNewest()
    {
        using var rig = new CacheRig(CacheRig.Limits(1));
        rig.Add(CacheRig.Text(1));
        rig.Add(CacheRig.Text(2));

        Assert.Equal(1, rig.Cache.Count);
        Assert.True(rig.Has(CacheRig.Text(2)));
    }

    [Fact]
    public async Task Add_TheSameTokenOnManyThreads_IsOneEntry()
    {
        using var rig = new CacheRig(CacheRig.Limits(100));
        var text = CacheRig.Text(1);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => rig.Add(text))));

        Assert.Equal(1, rig.Cache.Count);
        Assert.True(rig.Has(text));
    }

    [Fact]
    public void Find_AtTheTimeToLive_IsAMissAndTakesItOut()
    {
        using var rig = new CacheRig(CacheRig.Limits(100));
        rig.Add(CacheRig.Text(1), life: TimeSpan.FromHours(1));
        rig.Trust.Clock.JumpTo(rig.Trust.Clock.GetUtcNow() + TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.True(rig.Has(CacheRig.Text(1)));

        rig.Trust.Clock.JumpTo(rig.Trust.Clock.GetUtcNow() + TimeSpan.FromTicks(1));
        Assert.False(rig.Has(CacheRig.Text(1)));
        Assert.Equal(0, rig.Cache.Count);
    }

    [Fact]
    public void Timer_TakesEachOutWithinASecondOfItsDeadline()
    {
        using var rig = new CacheRig(CacheRig.Limits(1000));
        for (var number = 0; number < 300; number++)
        {
            // In no order of their deadlines.
            rig.Add(CacheRig.Text(number), TimeSpan.FromMilliseconds(1 + (number * 7919 % 200_000)));
        }

        for (var second = 1; second <= 202; second++)
        {
            rig.Trust.Clock.Advance(TimeSpan.FromSeconds(1));
            var late = rig.Trust.Clock.GetUtcNow().UtcTicks - TimeSpan.TicksPerSecond;
            Assert.DoesNotContain(rig.Cache.Tokens, token => token.DeadlineTicks <= late);
        }

        Assert.Equal(0, rig.Cache.Count);
    }

    [Fact]
    public void Timer_WallClockSetForward_IsNoticedWithinAMinute()
    {
        using var rig = new CacheRig(CacheRig.Limits(100));
        rig.Add(CacheRig.Text(1));
        rig.Trust.Clock.JumpTo(rig.Trust.Clock.GetUtcNow().AddHours(1));
        rig.Trust.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, rig.Cache.Count);
    }

    [Fact]
    public void Timer_SettingsOrKeysChanged_TakesOutWhatNobodyPresentsWithinTwoMinutes()
    {
        using var rig = new CacheRig(CacheRig.Limits(100));
        rig.Add(CacheRig.Text(1));
        rig.Trust.Keys.Current = new([]);
        rig.Trust.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, rig.Cache.Count);
    }

    [Fact]
    public void Find_TextThatIsBeingZeroed_MatchesNothing()
    {
        using var rig = new CacheRig(CacheRig.Limits(100));
        var text = CacheRig.Text(1);
        rig.Add(text);
        var cached = rig.Cache.Tokens.Single();
        var bytes = CachedText.Of(cached);

        // As another thread may see it: the token gone, the front zeroed, the tail still there.
        cached.Clear();
        var tail = TokenText.ToBytes(text)[^20..];
        tail.CopyTo(bytes, bytes.Length - 20);
        CachedText.Set(cached, bytes);
        Assert.True(TokenText.Equal(new string('\0', text.Length - 20) + text[^20..], cached.Text));

        Assert.False(rig.Has(new string('\0', text.Length - 20) + text[^20..]));
        Assert.False(rig.Has(text));
    }

    [Fact]
    public void Dispose_ForgetsAllAndRemembersNoMore()
    {
        var rig = new CacheRig(CacheRig.Limits(100));
        rig.Add(CacheRig.Text(1));
        rig.Dispose();
        Assert.False(rig.Has(CacheRig.Text(1)));

        rig.Add(CacheRig.Text(2));
        Assert.False(rig.Has(CacheRig.Text(2)));
        Assert.Equal(0, rig.Cache.Count);
    }
}
