using System.Buffers.Text;
using System.Text;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.TestTokens;

/// <summary>
/// A token under construction: members as raw JSON, so that any of them can be wrong. By default a good access token for
/// <see cref="TestTrust"/>, signed with ES256.
/// </summary>
internal sealed record TestToken
{
    public TestKey Key { get; init; } = TestKey.For(SignatureAlgorithm.ES256);

    /// <summary>The whole header text; null to make it of <see cref="HeaderMembers"/>.</summary>
    public string? Header { get; init; }

    /// <summary>The whole payload text; null to make it of <see cref="Claims"/>.</summary>
    public string? Payload { get; init; }

    public IReadOnlyList<(string Name, string Json)> HeaderMembers { get; init; } = [("typ", "\"at+jwt\"")];

    public IReadOnlyList<(string Name, string Json)> Claims { get; init; } =
    [
        ("iss", Json(TestTrust.Issuer)),
        ("aud", Json(TestTrust.Audience)),
        ("sub", "\"alice\""),
        ("client_id", "\"shop\""),
        ("exp", $"{TestTrust.Start.AddMinutes(5).ToUnixTimeSeconds()}"),
        ("iat", $"{TestTrust.Start.ToUnixTimeSeconds()}"),
        ("jti", "\"t-1\""),
        ("scope", "\"read write\""),
        ("permissions", """["orders:read","orders:write"]"""),
        ("roles", """["support"]"""),
    ];

    public static string Json(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    public TestToken With(string claim, string json) => this with { Claims = Set(Claims, claim, json) };

    public TestToken Without(string claim) => this with { Claims = [.. Claims.Where(member => member.Name != claim)] };

    public TestToken WithHeader(string parameter, string json) => this with { HeaderMembers = Set(HeaderMembers, parameter, json) };

    public TestToken WithoutHeader(string parameter) => this with { HeaderMembers = [.. HeaderMembers.Where(member => member.Name != parameter)] };

    /// <summary>Names the key and its algorithm in the header, unless they are set.</summary>
    public string HeaderText()
    {
        if (Header is not null)
        {
            return Header;
        }

        var members = HeaderMembers;
        if (members.All(static member => member.Name != "alg"))
        {
            members = Set(members, "alg", Json($"{Key.Algorithm}"));
        }

        if (Key.KeyId is not null && members.All(static member => member.Name != "kid"))
        {
            members = Set(members, "kid", Json(Key.KeyId));
        }

        return Text(members.Where(static member => member.Json.Length > 0));
    }

    public string PayloadText() => Payload ?? Text(Claims);

    public override string ToString() => Sign(Encode(HeaderText()), Encode(PayloadText()), Key);

    public static string Sign(string header, string payload, TestKey key)
    {
        var input = $"{header}.{payload}";
        return $"{input}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static string Text(IEnumerable<(string Name, string Json)> members) =>
        "{" + string.Join(',', members.Select(static member => $"{Json(member.Name)}:{member.Json}")) + "}";

    private static IReadOnlyList<(string, string)> Set(IReadOnlyList<(string Name, string Json)> members, string name, string json)
    {
        var at = members.ToList().FindIndex(member => member.Name == name);
        return at < 0 ? [.. members, (name, json)] : [.. members.Take(at), (name, json), .. members.Skip(at + 1)];
    }
}
