using System.Text;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Tests.Json;

public sealed class NameKeyTests
{
    [Fact]
    public void Of_NamesOfOneObjectThatShareTheirKey_AreStillToldApart()
    {
        var (first, second) = TwoNamesOfOneKey();
        using var json = StrictJson.Read(Encoding.ASCII.GetBytes($$"""{"{{first}}":1,"{{second}}":2}"""), new JsonNode[8]);

        Assert.Equal(JsonFault.None, json.Fault);
        Assert.Equal("1", Encoding.ASCII.GetString(json.Root.Find(first).Raw));
        Assert.Equal("2", Encoding.ASCII.GetString(json.Root.Find(new MemberName(second)).Raw));
    }

    [Fact]
    public void Of_ADuplicateBesideANameOfItsKey_IsFound()
    {
        var (first, second) = TwoNamesOfOneKey();
        using var json = StrictJson.Read(Encoding.ASCII.GetBytes($$"""{"{{first}}":1,"{{second}}":2,"{{first}}":3}"""), new JsonNode[8]);

        Assert.Equal(JsonFault.DuplicateMember, json.Fault);
    }

    [Fact]
    public void Of_AnEscapedName_IsFoundByItsCharacters()
    {
        using var json = StrictJson.Read("""{"client\u005fid":1}"""u8, new JsonNode[8]);

        Assert.True(json.Root.Find("client_id"u8).Exists);
        Assert.True(json.Root.Find(new MemberName("client_id")).Exists);
    }

    [Fact]
    public void Of_NamesThatDifferInOneByte_MostlyHaveKeysOfTheirOwn()
    {
        foreach (var length in new[] { 1, 2, 3, 5, 8, 9, 16, 24 })
        {
            var keys = new HashSet<ushort>();
            for (var letter = 'a'; letter <= 'z'; letter++)
            {
                keys.Add(NameKey.Of(Encoding.ASCII.GetBytes(new string('x', length - 1) + letter)));
            }

            Assert.InRange(keys.Count, 25, 26);
        }
    }

    private static (string First, string Second) TwoNamesOfOneKey()
    {
        var seen = new Dictionary<ushort, string>();
        for (var number = 0; ; number++)
        {
            var name = $"name-{number}";
            if (!seen.TryAdd(NameKey.Of(Encoding.ASCII.GetBytes(name)), name))
            {
                return (seen[NameKey.Of(Encoding.ASCII.GetBytes(name))], name);
            }
        }
    }
}
