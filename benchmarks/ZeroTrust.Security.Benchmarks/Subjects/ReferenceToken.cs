using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ZeroTrust.Security.Benchmarks.Subjects;

/// <summary>
/// The token every row is measured with: iss, aud, sub, exp, nbf, iat, jti, scope, 3 roles, 8 permissions, tenant_id and a kid;
/// 1,006 characters as RS256, 750 as ES256.
/// </summary>
internal static class ReferenceToken
{
    public const string Issuer = "https://id.example.com";
    public const string Audience = "orders";
    public const string Permission = "orders:read";
    public const string Scope = "orders.read";
    public const string Tenant = "e3b0c442-98fc-4c14-9afb-f4c8996fb924";

    private const int Rs256Length = 1006;
    private const int Es256Length = 750;

    // Long enough for every run, cut to the second once so that all tokens of a run are alike.
    private static readonly long IssuedAt = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60;

    /// <summary>The reference token; another <paramref name="number"/> is another user's token of the same length.</summary>
    public static string Mint(string algorithm, int number = 0)
    {
        var token = Sign(BenchmarkKey.Of(algorithm), Header(algorithm), Payload(number));
        var length = algorithm == "RS256" ? Rs256Length : Es256Length;
        return token.Length == length
            ? token
            : throw new InvalidOperationException($"The {algorithm} token has {token.Length} characters and not {length}.");
    }

    public static string[] MintMany(string algorithm, int count)
    {
        var tokens = new string[count];
        Parallel.For(0, count, number => tokens[number] = Mint(algorithm, number));
        return tokens;
    }

    /// <summary>A good token but for one thing, signed as it should be; one with an unknown kid by a key that nobody publishes.</summary>
    public static string MintBad(string algorithm, string fault)
    {
        var header = Header(algorithm);
        var payload = Payload(0);
        return fault switch
        {
            "expired" => Sign(BenchmarkKey.Of(algorithm), header, Payload(0, IssuedAt - 86_400)),
            "unknown kid" => Sign(BenchmarkKey.Foreign, Swap(header, "2026-11-", "2099-01-"), payload),
            "wrong issuer" => Sign(BenchmarkKey.Of(algorithm), header, Swap(payload, Issuer, "https://id.example.net")),
            "wrong audience" => Sign(BenchmarkKey.Of(algorithm), header, Swap(payload, "\"aud\":\"orders\"", "\"aud\":\"refund\"")),
            "wrong type" => Sign(BenchmarkKey.Of(algorithm), Swap(header, "at+jwt", "id+jwt"), payload),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };
    }

    public static byte[] SigningInput(string token) => Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);

    public static byte[] Signature(string token) => Base64Url.DecodeFromChars(token.AsSpan(token.LastIndexOf('.') + 1));

    private static string Header(string algorithm) =>
        $$"""{"alg":"{{algorithm}}","typ":"at+jwt","kid":"{{BenchmarkKey.Of(algorithm).KeyId}}"}""";

    private static string Payload(int number) => Payload(number, IssuedAt);

    private static string Payload(int number, long issuedAt) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"iss":"{{Issuer}}","aud":"{{Audience}}","sub":"5d0c7e2a-51b0-4f6e-9a3d-{{number:D12}}","exp":{{issuedAt + 43_200}},"nbf":{{issuedAt}},"iat":{{issuedAt}},"jti":"b1946ac9-2492-4d5f-8c1b-{{number:D12}}","scope":"{{Scope}} orders.write","roles":["customer","auditor","agent"],"permissions":["{{Permission}}","orders:write","orders:cancel","users:read","users:list","refunds:read","refunds:write","stock:read"],"tenant_id":"{{Tenant}}"}""");

    private static string Sign(BenchmarkKey key, string header, string payload)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Swap(string text, string good, string bad) => text.Replace(good, bad, StringComparison.Ordinal);
}
