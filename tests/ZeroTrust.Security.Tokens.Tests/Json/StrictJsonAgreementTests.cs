using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Tests.Json;

/// <summary>The reader agrees with the platform's on generated and mutated texts; what it refuses beyond that has a named reason.</summary>
public sealed class StrictJsonAgreementTests
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = StrictJson.MaxDepth };

    [Fact]
    public void Read_GeneratedAndMutatedTexts_AgreesWithThePlatformsReader()
    {
        var random = new Random(20260101);
        var taken = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = Generate(random);
            if (i % 4 != 0)
            {
                text = Mutate(text, random);
            }

            var ours = StrictJsonTests.FaultOf(text);
            var theirs = PlatformTakes(text);
            taken += ours == JsonFault.None ? 1 : 0;
            var agree = ours == JsonFault.None ? theirs : !theirs || IsBeyondThePlatform(ours);
            Assert.True(agree, $"{ours} against {theirs} for {Convert.ToBase64String(text)}: {Encoding.UTF8.GetString(text)}");
        }

        Assert.InRange(taken, 4_000, 19_000);
    }

    private static bool PlatformTakes(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return true;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // The platform checks strings for UTF-8 and surrogates only when they are read, takes NUL by escape, and bounds no number.
    private static bool IsBeyondThePlatform(JsonFault fault) => fault switch
    {
        JsonFault.Encoding => true,
        JsonFault.NumberTooLong => true,
        _ => false,
    };

    private static byte[] Generate(Random random)
    {
        var text = new StringBuilder();
        Append(text, random, random.Next(0, 6));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, Random random, int depth)
    {
        var kind = random.Next(depth > 0 ? 8 : 6);
        switch (kind)
        {
            case 0: text.Append(random.Next(-5, 5) * Math.Pow(10, random.Next(-30, 30))); break;
            case 1: text.Append(random.Next(int.MinValue, int.MaxValue)); break;
            case 2: text.Append("true"); break;
            case 3: text.Append("null"); break;
            case 4 or 5: AppendText(text, random); break;
            default:
                var isObject = kind == 6;
                var count = random.Next(0, 12);
                text.Append(isObject ? "{" : "[");
                for (var i = 0; i < count; i++)
                {
                    text.Append(i > 0 ? "," : "").Append(random.Next(4) == 0 ? " " : "");
                    if (isObject)
                    {
                        AppendText(text, random);
                        text.Append(':');
                    }

                    Append(text, random, depth - 1);
                }

                text.Append(isObject ? "}" : "]");
                break;
        }
    }

    private static void AppendText(StringBuilder text, Random random)
    {
        string[] pieces = ["a", "b", "\\u0061", "\\n", "é", "\\u00e9", "\\ud83d\\ude00", "😀", "k", "\\\"", "exp", "\\\\", "/", "\\/"];
        text.Append('"');
        for (var i = random.Next(0, 5); i > 0; i--)
        {
            text.Append(pieces[random.Next(pieces.Length)]);
        }

        text.Append('"');
    }

    private static byte[] Mutate(byte[] text, Random random)
    {
        var bytes = text.ToList();
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            var at = random.Next(bytes.Count + 1);
            var interesting = "{}[]\",:\\u0123456789eE+-. \ttfn\0\u0080"u8;
            var value = interesting[random.Next(interesting.Length)];
            switch (random.Next(4))
            {
                case 0: bytes.Insert(at, value); break;
                case 1 when at < bytes.Count: bytes.RemoveAt(at); break;
                case 2 when at < bytes.Count: bytes[at] = value; break;
                case 3: bytes.InsertRange(at, bytes.Take(random.Next(bytes.Count + 1)).ToArray()); break;
            }
        }

        return [.. bytes];
    }
}
