using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Abstractions.Tests.Secrets;

public sealed class SecretTests
{
    private const string Value = "correct horse";

    [Fact]
    public void Reveal_HandsOutTheValue() =>
        Assert.Equal(Value, Secret.FromText(Value).Reveal(0, static (value, _) => Encoding.UTF8.GetString(value)));

    [Fact]
    public void Constructor_CopiesTheBytes()
    {
        byte[] bytes = [1, 2, 3];
        using var secret = new Secret(bytes);

        bytes[0] = 9;

        Assert.Equal([1, 2, 3], Copy(secret));
    }

    [Fact]
    public void Constructor_Empty_Throws()
    {
        Assert.Throws<ArgumentException>(static () => new Secret([]));
        Assert.Throws<ArgumentException>(static () => Secret.FromText(""));
    }

    [Fact]
    public void EveryWayOfPrinting_ShowsTheMask()
    {
        using var secret = Secret.FromText(Value);

        string[] printed =
        [
            secret.ToString(),
            $"{secret}",
            string.Format(CultureInfo.InvariantCulture, "{0}", secret),
            new { secret }.ToString()!,
            JsonSerializer.Serialize(secret),
            JsonSerializer.Serialize(new Holder(secret)),
            JsonSerializer.Serialize<object>(secret),
        ];

        Assert.All(printed, static text => Assert.Contains("[secret]", text, StringComparison.Ordinal));
        Assert.All(printed, static text => Assert.DoesNotContain("horse", text, StringComparison.Ordinal));
    }

    [Fact]
    public void ReadFromJson_IsRefused() =>
        Assert.Throws<NotSupportedException>(static () => JsonSerializer.Deserialize<Secret>("\"correct horse\""));

    [Fact]
    public void Equals_ComparesValues()
    {
        using var secret = Secret.FromText(Value);
        using var same = Secret.FromText(Value);
        using var other = Secret.FromText("correct house");
        using var longer = Secret.FromText(Value + "s");

        Assert.Equal(secret, same);
        Assert.Equal(secret.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(secret, other);
        Assert.NotEqual(secret, longer);
        Assert.False(secret.Equals(null));
    }

    [Fact]
    public void Dispose_ZeroesTheValueAndRefusesToReveal()
    {
        var secret = Secret.FromText(Value);
        var seen = secret.Reveal(secret, static (value, secret) =>
        {
            secret.Dispose();
            return Encoding.UTF8.GetString(value);
        });

        Assert.Equal(Value, seen);
        Assert.Throws<ObjectDisposedException>(() => Copy(secret));
        Assert.Throws<ObjectDisposedException>(() => Copy(secret));
        secret.Dispose();
    }

    [Fact]
    public void Dispose_WhileRead_ZeroesWhenTheLastReaderLeaves()
    {
        var secret = new Secret([1, 2, 3, 4]);
        var bytes = Field(secret);

        secret.Reveal(secret, static (_, secret) =>
        {
            secret.Dispose();
            return Assert.Throws<ObjectDisposedException>(() => Copy(secret));
        });

        Assert.All(bytes, static value => Assert.Equal(0, value));
    }

    [Fact]
    public void Dispose_Unread_ZeroesAtOnce()
    {
        var secret = new Secret([1, 2, 3, 4]);
        var bytes = Field(secret);

        secret.Dispose();

        Assert.All(bytes, static value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task Reveal_WhileManyDispose_SeesAllOrNothing()
    {
        for (var round = 0; round < 200; round++)
        {
            var secret = new Secret(Enumerable.Repeat((byte)7, 512).ToArray());
            var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReadUntilGone(secret))).ToArray();
            var disposal = Task.Run(secret.Dispose);

            await Task.WhenAll([.. readers, disposal]);
            Assert.All(Field(secret), static value => Assert.Equal(0, value));
        }
    }

    private static void ReadUntilGone(Secret secret)
    {
        try
        {
            while (true)
            {
                Assert.True(secret.Reveal(0, static (value, _) => value.IndexOfAnyExcept((byte)7) < 0));
            }
        }
        catch (ObjectDisposedException)
        {
            // Gone, as it should be.
        }
    }

    private static byte[] Copy(Secret secret) => secret.Reveal(0, static (value, _) => value.ToArray());

    // The array itself, to see it zeroed: what Reveal hands out is a span of it.
    private static byte[] Field(Secret secret) =>
        (byte[])typeof(Secret).GetField("_bytes", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(secret)!;

    private sealed record Holder(Secret Secret);
}
