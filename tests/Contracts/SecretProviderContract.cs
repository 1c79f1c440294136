using System.Text;
using Xunit;

namespace ZeroTrust.Security.Contracts;

/// <summary>
/// What every <see cref="ISecretProvider"/> keeps. Derive a class for each implementation; each test has a store of its own. What a store has not (fields,
/// versions, telling of changes) is asked for all the same, and must be answered as a store without it.
/// </summary>
public abstract class SecretProviderContract
{
    private const string Canary = "c4n4ry-Zq7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A name that the store takes; another one for each letter.</summary>
    protected virtual string NameOf(char letter) => $"orders-{letter}";

    /// <summary>Whether values may be any bytes, and not text alone.</summary>
    protected virtual bool TakesBytes => true;

    /// <summary>Whether a secret may have several fields.</summary>
    protected virtual bool TakesFields => false;

    /// <summary>Whether the versions before are kept.</summary>
    protected virtual bool KeepsVersions => false;

    /// <summary>Whether it tells of changes.</summary>
    protected virtual bool Tells => false;

    /// <summary>Opens the store of this test once more, as another process would.</summary>
    protected abstract Task<ISecretProvider> OpenAsync();

    /// <summary>Puts a value in, as the operator of the store would.</summary>
    protected abstract Task PutAsync(string name, byte[] value);

    /// <summary>Puts fields in, all at once. Not called where there are none.</summary>
    protected virtual Task PutAsync(string name, IReadOnlyDictionary<string, string> fields) => throw new NotSupportedException();

    /// <summary>Takes a secret away.</summary>
    protected abstract Task RemoveAsync(string name);

    /// <summary>Makes the store fail as it may: away, throttled, closed.</summary>
    /// <returns>What it is to answer; null for a store that cannot fail.</returns>
    protected abstract Task<SecretOutcome?> BreakAsync();

    [Fact]
    public async Task Get_WhatIsThere_IsEveryByteOfIt()
    {
        var text = Encoding.UTF8.GetBytes("  p4ss wörd €😀\"'\\{}$%\t");
        byte[] bytes = [.. Enumerable.Range(1, 255).Select(static value => (byte)value), 0, (byte)'\n'];
        var value = TakesBytes ? bytes : text;
        await PutAsync(NameOf('a'), value);

        using var found = await FoundAsync(await OpenAsync(), NameOf('a'));

        Assert.True(found.HasValue);
        Assert.Equal(value, Bytes(found.Value));
        Assert.DoesNotContain("\0", found.Version ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhatIsNotThere_IsMissing()
    {
        await PutAsync(NameOf('a'), "value"u8.ToArray());
        var store = await OpenAsync();

        Fails(SecretOutcome.Missing, await store.GetAsync(new(NameOf('b'))));
        Fails(SecretOutcome.Missing, await store.GetAsync(new(NameOf('a')) { Version = "no-such-version" }));

        await RemoveAsync(NameOf('a'));
        Fails(SecretOutcome.Missing, await store.GetAsync(new(NameOf('a'))));
    }

    [Fact]
    public async Task Get_AnEmptyValue_IsNoSecret()
    {
        await PutAsync(NameOf('a'), []);

        var result = await (await OpenAsync()).GetAsync(new(NameOf('a')));

        Assert.True(result.Outcome is SecretOutcome.Malformed or SecretOutcome.Missing, $"{result.Outcome}");
        Fails(result.Outcome, result);
    }

    [Fact]
    public async Task Get_MoreThanASecretMayHave_IsMalformed()
    {
        if (MaxPutBytes is { } most && most <= SecretVersion.MaxBytes)
        {
            await PutAsync(NameOf('a'), Text('x', most));
            (await FoundAsync(await OpenAsync(), NameOf('a'))).Dispose();
            return;
        }

        await PutAsync(NameOf('a'), Text('x', SecretVersion.MaxBytes));
        await PutAsync(NameOf('b'), Text('x', SecretVersion.MaxBytes + 1));
        var store = await OpenAsync();

        using var longest = await FoundAsync(store, NameOf('a'));
        Assert.Equal(SecretVersion.MaxBytes, longest.Value.Length);
        Fails(SecretOutcome.Malformed, await store.GetAsync(new(NameOf('b'))));
    }

    /// <summary>The longest value that the store itself takes; null where it takes more than <see cref="SecretVersion.MaxBytes"/>.</summary>
    protected virtual int? MaxPutBytes => null;

    [Fact]
    public async Task Get_EachAnswer_IsOfItsOwn()
    {
        await PutAsync(NameOf('a'), "value"u8.ToArray());
        var store = await OpenAsync();

        (await FoundAsync(store, NameOf('a'))).Dispose();
        using var second = await FoundAsync(store, NameOf('a'));
        (await FoundAsync(store, NameOf('a'))).Dispose();

        Assert.Equal("value", TextOf(second.Value));
    }

    [Fact]
    public async Task Get_AfterARotation_IsTheNewValue_UnderAnotherName()
    {
        await PutAsync(NameOf('a'), "first"u8.ToArray());
        var (one, other) = (await OpenAsync(), await OpenAsync());
        using var before = await FoundAsync(one, NameOf('a'));

        await PutAsync(NameOf('a'), "second"u8.ToArray());

        foreach (var store in new[] { one, other })
        {
            using var after = await FoundAsync(store, NameOf('a'), before.Version);
            Assert.Equal("second", TextOf(after.Value));
            Assert.True(after.Version is null || after.Version != before.Version);
            Assert.True(after.Sequence is null || after.Sequence > before.Sequence);
        }
    }

    [Fact]
    public async Task Get_WithTheVersionAtHand_IsThatOrUnchanged()
    {
        await PutAsync(NameOf('a'), "value"u8.ToArray());
        var store = await OpenAsync();
        using var known = await FoundAsync(store, NameOf('a'));

        var again = await store.GetAsync(new(NameOf('a')) { KnownVersion = known.Version });

        using var version = again.Version;
        Assert.True(again.Outcome == SecretOutcome.Found ? known.Value.Equals(version!.Value) : again.Outcome == SecretOutcome.Unchanged && known.Version is not null);
    }

    [Fact]
    public async Task Get_WithoutAVersionAtHand_IsNeverUnchanged()
    {
        await PutAsync(NameOf('a'), "value"u8.ToArray());
        var store = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            (await FoundAsync(store, NameOf('a'))).Dispose();
        }
    }

    [Fact]
    public async Task Get_Fields_AreOfOneVersion_WhileItIsRotated()
    {
        if (!TakesFields)
        {
            await PutAsync(NameOf('a'), "value"u8.ToArray());
            using var whole = await FoundAsync(await OpenAsync(), NameOf('a'));
            Assert.True(whole.Fields.Count <= 1);
            return;
        }

        await PutAsync(NameOf('a'), Fields(0));
        var store = await OpenAsync();
        var last = 0;
        var rotating = Task.Run(async () =>
        {
            for (var i = 1; i <= 50; i++)
            {
                await PutAsync(NameOf('a'), Fields(i));
            }
        });
        do
        {
            using var found = await FoundAsync(store, NameOf('a'));
            var number = TextOf(found.Fields["user"]).Split('-')[1];
            Assert.Equal($"password-{number}", TextOf(found.Fields["password"]));
            Assert.False(found.HasValue && found.Value.Equals(found.Fields["user"]));
            last = Math.Max(last, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        }
        while (!rotating.IsCompleted || last < 50);

        await rotating;
    }

    [Fact]
    public async Task Versions_AreListedNewestFirst_AndCanBeRead()
    {
        await PutAsync(NameOf('a'), "first"u8.ToArray());
        await PutAsync(NameOf('a'), "second"u8.ToArray());
        var store = await OpenAsync();

        var list = await store.ListVersionsAsync(NameOf('a'));

        Assert.Equal(SecretOutcome.Found, list.Outcome);
        if (!KeepsVersions)
        {
            Assert.Empty(list.All);
            return;
        }

        using var current = await FoundAsync(store, NameOf('a'));
        Assert.True(list.All.Count >= 2);
        Assert.Equal(current.Version, list.All[0].Version);
        using var before = (await store.GetAsync(new(NameOf('a')) { Version = list.All[1].Version })).Version;
        Assert.Equal("first", TextOf(before!.Value));
        Assert.Equal(list.All[1].Version, before.Version);
        Assert.Equal(SecretOutcome.Missing, (await store.ListVersionsAsync(NameOf('b'))).Outcome);
    }

    [Fact]
    public async Task OnChange_IsTold_WhereTheStoreTells()
    {
        await PutAsync(NameOf('a'), "first"u8.ToArray());
        var store = await OpenAsync();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        using var telling = store.OnChange(NameOf('a'), () => told.TrySetResult());

        Assert.Equal(Tells, telling is not null);
        if (Tells)
        {
            await PutAsync(NameOf('a'), "second"u8.ToArray());
            await told.Task.WaitAsync(Patience);
        }
    }

    [Theory]
    [InlineData("../other")]
    [InlineData("a/../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("%2e%2e/other")]
    [InlineData("a%2f..")]
    [InlineData("..data")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("a?list=true")]
    [InlineData("a#b")]
    [InlineData("")]
    [InlineData(".")]
    public async Task H11_Get_ANameThatLeadsElsewhere_IsNotEvenAsked(string name)
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.GetAsync(new(name)));
    }

    [Fact]
    public async Task Get_Cancelled_Ends()
    {
        await PutAsync(NameOf('a'), "value"u8.ToArray());
        var store = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.GetAsync(new(NameOf('a')), new(canceled: true)));
    }

    [Fact]
    public async Task Get_FromManyAtOnce_AllAreFound()
    {
        foreach (var letter in "abcd")
        {
            await PutAsync(NameOf(letter), Encoding.UTF8.GetBytes($"value-{letter}"));
        }

        var store = await OpenAsync();
        await Parallel.ForAsync(0, 64, async (i, cancel) =>
        {
            var letter = "abcd"[i % 4];
            using var found = (await store.GetAsync(new(NameOf(letter)), cancel)).Version;
            Assert.Equal($"value-{letter}", TextOf(found!.Value));
        });
    }

    [Fact]
    public async Task K1_AFailingStore_AnswersWithAResult_ThatTellsNothingOfTheSecret()
    {
        await PutAsync(NameOf('a'), Encoding.UTF8.GetBytes(Canary));
        var store = await OpenAsync();
        using (var found = await FoundAsync(store, NameOf('a')))
        {
            Assert.DoesNotContain(Canary, $"{found} {found.Version} {SecretResult.Found(found)}", StringComparison.Ordinal);
        }

        if (await BreakAsync() is { } expected)
        {
            var failed = await store.GetAsync(new(NameOf('a')));
            Fails(expected, failed);
            Assert.DoesNotContain(Canary, $"{failed}", StringComparison.Ordinal);
        }
    }

    private static async Task<SecretVersion> FoundAsync(ISecretProvider store, string name, string? known = null)
    {
        var result = await store.GetAsync(new(name) { KnownVersion = known });
        Assert.True(result.Outcome == SecretOutcome.Found, $"{result.Outcome}: {result.Reason}");
        Assert.Null(result.Reason);
        return result.Version!;
    }

    private static void Fails(SecretOutcome expected, SecretResult result)
    {
        Assert.Equal(expected, result.Outcome);
        Assert.Null(result.Version);
        Assert.False(string.IsNullOrWhiteSpace(result.Reason));
    }

    private static Dictionary<string, string> Fields(int number) =>
        new(StringComparer.Ordinal) { ["user"] = $"user-{number}", ["password"] = $"password-{number}" };

    private static byte[] Text(char letter, int length) => [.. Enumerable.Repeat((byte)letter, length)];

    private static byte[] Bytes(Secret secret) => secret.Reveal(0, static (bytes, _) => bytes.ToArray());

    private static string TextOf(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));
}
