using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Tokens;

/// <summary>One issuer with one real key and a clock that stands still: what stands between a vector and an accept is the vector alone.</summary>
internal static class VectorTrust
{
    public const string Issuer = "https://issuer.example";
    public const string Audience = "orders";

    /// <summary>What the clock says, in seconds since 1970.</summary>
    public static readonly long Now = new ManualTimeProvider().GetUtcNow().ToUnixTimeSeconds();

    private static readonly FakeSigningKey Key = FakeSigningKey.Create("ES256", "key-1");

    /// <summary>The issuer's settings: defaults, and a tenant claim.</summary>
    public static IssuerProfile Profile { get; } = new()
    {
        Name = "vectors",
        Identifier = Issuer,
        Audiences = [Audience],
        Algorithms = Enum.GetValues<SignatureAlgorithm>(),
        Bounds = new(AssertionBounds.All()),
        TenantClaim = PathTo("tenant"),
    };

    /// <summary>The validator with strict defaults.</summary>
    public static ITokenValidator Validator { get; } = MakeValidator(Key.KeyId);

    /// <summary>The members of a good header, without braces.</summary>
    public static string HeaderMembers { get; } = $"\"alg\":\"ES256\",\"typ\":\"at+jwt\"";

    /// <summary>The members of a good payload but for <c>sub</c>, without braces.</summary>
    public static string PayloadMembers { get; } =
        $"\"iss\":\"{Issuer}\",\"aud\":\"{Audience}\",\"iat\":{Now},\"exp\":{Now + 300}";

    /// <summary>The default validator, with the key under another <c>kid</c>.</summary>
    public static ITokenValidator MakeValidator(string keyId) => MakeValidator(Profile, new StaticIssuerKeys(new([VerificationKeyWith(keyId)])));

    /// <summary>A validator of one issuer.</summary>
    public static ITokenValidator MakeValidator(IssuerProfile profile, IIssuerKeys keys, TimeProvider? clock = null)
    {
        var trust = new TrustSnapshot
        {
            Version = 1,
            Issuers = new Dictionary<string, Issuer>(StringComparer.Ordinal) { [profile.Identifier] = new(profile, keys) }.ToFrozenDictionary(StringComparer.Ordinal),
            Roles = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
            MaxTokenBytes = 8192,
            MaxHeaderBytes = 1024,
        };
        var source = new FixedTrust(trust);
        clock ??= new ManualTimeProvider();
        return new TokenValidator(source, new RevocationList(source, clock), clock, new TokenMetrics(), NullLogger<TokenValidator>.Instance);
    }

    /// <summary>Signs any bytes as header and payload.</summary>
    public static string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var input = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{input}.{Base64Url.EncodeToString(Key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>An object whose members are these, and one more with any bytes as its value.</summary>
    public static byte[] ObjectWith(string members, string name, ReadOnlySpan<byte> value) =>
        [.. Encoding.UTF8.GetBytes($"{{{members},\"{name}\":"), .. value, (byte)'}'];

    public static ClaimPath PathTo(string name) => ClaimPath.TryParse(name, out var path) ? path! : throw new ArgumentException(name, nameof(name));

    private static VerificationKey VerificationKeyWith(string keyId)
    {
        JsonObject jwk = Key.PublicJwk();
        return VerificationKeyFactory.TryCreateEc(
            keyId, SignatureAlgorithm.ES256, "P-256", Base64Url.DecodeFromChars((string)jwk["x"]!), Base64Url.DecodeFromChars((string)jwk["y"]!), out _)!;
    }

    private sealed class FixedTrust(TrustSnapshot trust) : ITrustSource
    {
        public TrustSnapshot Current { get; } = trust;
    }
}
