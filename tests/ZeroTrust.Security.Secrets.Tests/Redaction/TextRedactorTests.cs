using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Tests.Redaction;

/// <summary>Random texts with values in them, in every way they are written and at every place.</summary>
public sealed class TextRedactorTests
{
    private const int Rounds = 400;

    private static readonly string[] Alphabets =
        ["abcdefgh", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "pässwörd-日本語-🔑", "a b&c=d%e\"f\\g/h+i<j>'k~l!m*n(o)p,q"];

    /// <summary>Each way to write a value, by what the platform has for it.</summary>
    private static readonly (string Name, Func<byte[], string> Write)[] Ways =
    [
        ("text", Encoding.UTF8.GetString),
        ("json", static value => JsonEncodedText.Encode(Encoding.UTF8.GetString(value)).ToString()),
        ("relaxed json", static value => JsonEncodedText.Encode(Encoding.UTF8.GetString(value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()),
        ("percent", static value => Uri.EscapeDataString(Encoding.UTF8.GetString(value))),
        ("form", static value => Uri.EscapeDataString(Encoding.UTF8.GetString(value)).Replace("%20", "+", StringComparison.Ordinal)),
        ("web form", static value => System.Net.WebUtility.UrlEncode(Encoding.UTF8.GetString(value))!),
        ("lower web form", static value => System.Web.HttpUtility.UrlEncode(Encoding.UTF8.GetString(value))),
        ("query", static value => UrlEncoder.Default.Encode(Encoding.UTF8.GetString(value))),
        ("hex", Convert.ToHexStringLower),
        ("upper hex", Convert.ToHexString),
        ("dashed hex", BitConverter.ToString),
        ("decimals", static value => string.Join(", ", value)),
        ("base64", Convert.ToBase64String),
        ("base64url", static value => System.Buffers.Text.Base64Url.EncodeToString(value)),
    ];

    public static TheoryData<string> WayNames => [.. Ways.Select(static way => way.Name)];

    [Theory]
    [MemberData(nameof(WayNames))]
    public void K1_AValueInAnyForm_AtAnyPlace_IsMaskedAndNothingElse(string way)
    {
        var random = new Sequence(way.Length);
        var write = Ways.Single(one => one.Name == way).Write;
        for (var round = 0; round < Rounds; round++)
        {
            var secret = random.Text(Alphabets[round % Alphabets.Length], 8, 40);
            var value = Encoding.UTF8.GetBytes(secret);
            var texts = RedactionRig.Texts(shapes: false, Encoding.UTF8.GetBytes("another-s3cret-beside-it"), value);
            var (before, after) = (random.Filler(20), random.Filler(20));

            Assert.Equal($"{before}[secret]{after}", texts.Redact(before + write(value) + after));
        }
    }

    [Fact]
    public void K1_Base64OfMoreThanTheValue_IsMaskedToo()
    {
        var random = new Sequence(1);
        for (var round = 0; round < Rounds; round++)
        {
            var secret = Encoding.UTF8.GetBytes(random.Text(Alphabets[1], 8, 40));
            var texts = RedactionRig.Texts(shapes: false, secret);
            byte[] all = [.. Encoding.UTF8.GetBytes(random.Text("uvwxyz:", 0, 9)), .. secret, .. Encoding.UTF8.GetBytes(random.Text("uvwxyz:", 0, 9))];

            foreach (var shown in (string[])[texts.Redact(Convert.ToBase64String(all)), texts.Redact(System.Buffers.Text.Base64Url.EncodeToString(all))])
            {
                Assert.Contains("[secret]", shown, StringComparison.Ordinal);

                // What is left is of the bytes around it.
                Assert.True(shown.Length - "[secret]".Length <= (all.Length - secret.Length + 2) / 3 * 4 + 3, shown);
            }
        }
    }

    [Fact]
    public void K1_ManyValues_AdjacentAndOverlapping_LeaveNothing()
    {
        var random = new Sequence(2);
        for (var round = 0; round < Rounds; round++)
        {
            // The second begins with the end of the first, the third is within the first.
            var first = random.Text(Alphabets[1], 20, 30);
            var second = first[^7..] + random.Text(Alphabets[1], 9, 20);
            var third = first[3..14];
            var texts = RedactionRig.Texts(shapes: false, Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second), Encoding.UTF8.GetBytes(third));

            Assert.Equal("[secret]", texts.Redact(first));
            Assert.Equal("[secret]", texts.Redact(first + second));
            Assert.Equal("[secret]", texts.Redact(first[..^7] + second));
            Assert.Equal("[secret] [secret]", texts.Redact($"{third} {second}"));
        }
    }

    [Fact]
    public void BinaryValues_AreFoundInEveryFormButText()
    {
        var random = new Sequence(3);
        for (var round = 0; round < Rounds; round++)
        {
            byte[] value = [0xff, .. random.Bytes(8, 40)];
            var texts = RedactionRig.Texts(shapes: false, value);

            Assert.All(Ways[8..], way => Assert.Equal("key [secret].", texts.Redact($"key {way.Write(value)}.")));
        }
    }

    [Fact]
    public void TextsWithoutSecrets_AreTheSameInstance()
    {
        var random = new Sequence(4);
        var texts = RedactionRig.Texts(shapes: true, [.. Enumerable.Range(0, 100).Select(_ => random.Bytes(8, 60))]);
        for (var round = 0; round < 20 * Rounds; round++)
        {
            var text = random.Text(Alphabets[round % 2 == 0 ? 0 : 2], 0, 300);

            Assert.Same(text, texts.Redact(text));
        }
    }

    [Theory]
    [InlineData("seven77", "seven77 is too short to be looked for")]
    [InlineData("abc", "abc 616263 YWJj is too short in every form")]
    public void ShortValues_MaskNoWords(string secret, string text) =>
        Assert.Same(text, RedactionRig.Texts(shapes: false, Encoding.UTF8.GetBytes(secret)).Redact(text));

    [Fact]
    public void ShortValues_AreFoundWhereTheyAreWrittenLonger() =>
        Assert.Equal("seven77 [secret] [secret]", RedactionRig.Texts(shapes: false, "seven77"u8.ToArray()).Redact("seven77 736576656e3737 c2V2ZW43Nw=="));

    [Fact]
    public void AllButOneCharacter_IsNotTheValue()
    {
        const string Secret = "correct-horse-battery-staple";
        var texts = RedactionRig.Texts(shapes: false, Encoding.UTF8.GetBytes(Secret));
        for (var i = 0; i < Secret.Length; i++)
        {
            var other = $"{Secret[..i]}#{Secret[(i + 1)..]}";

            Assert.Same(other, texts.Redact(other));
        }
    }

    [Theory]
    [InlineData('a')]
    [InlineData('"')]
    public void Work_OnTextsThatAreMadeToCostMuch_IsBoundedByTheirLength(char character)
    {
        // Each place of the text has the middle of each value, and so each would have to be compared.
        var secrets = Enumerable.Range(0, 100).Select(i => Encoding.UTF8.GetBytes($"{new string(character, 2000 + i)}x")).ToArray();
        var texts = RedactionRig.Texts(shapes: true, secrets);
        foreach (var length in (int[])[10_000, 20_000, 40_000, 80_000])
        {
            var found = texts.Find(new string(character, length));

            // One comparison beyond the bound ends it: the text is masked as a whole.
            Assert.True(found.Steps <= ((long)Findings.MostStepsEach * length) + 4096 + (100 * 8 * 2101), $"{found.Steps} for {length}");
            Assert.Equal("[secret]", found.Apply("whatever it was"));
        }
    }

    [Fact]
    public void Work_OnOrdinaryTexts_IsTheOnePass()
    {
        var random = new Sequence(5);
        var texts = RedactionRig.Texts(shapes: true, [.. Enumerable.Range(0, 100).Select(_ => random.Bytes(8, 60))]);

        var found = texts.Find(random.Text(Alphabets[0] + " ", 100_000, 100_001));

        // Of some thousand hashes of 32 bits, under keys of chance, one place in millions has one by chance, and is compared.
        Assert.True(found.Steps < 10_000, $"{found.Steps} steps");
    }

    [Theory]
    [InlineData("\"d\":\"\\\"d\\\":\\\"")]
    [InlineData("password ")]
    [InlineData("bearer ")]
    [InlineData("sk-")]
    [InlineData("-----BEGIN ")]
    [InlineData("secret=\"")]
    public void Work_OnShapesThatBeginAgainAndAgain_GrowsWithTheText(string part)
    {
        var texts = RedactionRig.Texts(shapes: true);
        var (once, twice) = (StepsOf(2_000), StepsOf(4_000));

        Assert.True(twice <= (2 * once) + 64, $"{once} steps, and {twice} for twice the text");

        long StepsOf(int times) => texts.Find(string.Concat(Enumerable.Repeat(part, times))).Steps;
    }

    /// <summary>The same numbers in each run.</summary>
    private sealed class Sequence(int seed)
    {
        private readonly Random _random = new(seed);

        public string Text(string alphabet, int least, int most)
        {
            var runes = alphabet.EnumerateRunes().ToArray();
            var text = new StringBuilder();
            for (var left = _random.Next(least, most); left > 0; left--)
            {
                text.Append(runes[_random.Next(runes.Length)]);
            }

            return text.ToString();
        }

        // Nothing of any alphabet above, so that no place but the planted one can be the value.
        public string Filler(int most) => Text("#@|{}$", 0, most);

        public byte[] Bytes(int least, int most)
        {
            var bytes = new byte[_random.Next(least, most)];
            _random.NextBytes(bytes);
            return bytes;
        }
    }
}
