using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Validation;

/// <summary>What a token costs in bytes when it goes the whole way, with no cache to keep it: its own objects, and nothing for what came with tokens before it.</summary>
public sealed class ColdPathAllocationTests
{
    // Token 88, caller 56, user 32, claims 40, jti 96.
    private const int OwnBytes = 312;

    // What ECDsa.VerifyHash allocates inside the platform.
    private const int PlatformEcdsaBytes = 1216;

    [Theory]
    [InlineData("RS256", OwnBytes)]
    [InlineData("PS256", OwnBytes)]
    [InlineData("ES256", OwnBytes + PlatformEcdsaBytes)]
    public void AnAcceptedToken_AllocatesItsOwnObjectsAlone(string algorithm, int most)
    {
        var trust = new TestTrust();
        trust.Current = TestTrust.SnapshotWith(new(0, 0, TimeSpan.Zero), [.. trust.Current.Issuers.Values]);
        var key = TestKey.For(Enum.Parse<SignatureAlgorithm>(algorithm));
        string[] tokens = [.. Enumerable.Range(0, 20).Select(i => Reference(key, i).ToString())];
        foreach (var token in tokens.AsSpan(0, 10))
        {
            Assert.True(trust.Validate(token).Accepted);
        }

        foreach (var token in tokens.AsSpan(10))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var verdict = trust.Validate(token);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(verdict.Accepted);
            Assert.True(allocated <= most, $"{allocated} bytes");
        }
    }

    // The token of the measurements, each with an id of its own.
    private static TestToken Reference(TestKey key, int number) => new()
    {
        Key = key,
        Claims =
        [
            ("iss", TestToken.Json(TestTrust.Issuer)),
            ("aud", TestToken.Json(TestTrust.Audience)),
            ("sub", "\"5f0c1d2e-8a3b-4c6d-9e7f-0123456789ab\""),
            ("exp", $"{TestTrust.Start.AddMinutes(5).ToUnixTimeSeconds()}"),
            ("nbf", $"{TestTrust.Start.ToUnixTimeSeconds()}"),
            ("iat", $"{TestTrust.Start.ToUnixTimeSeconds()}"),
            ("jti", $"\"7c9e6679-7425-40de-944b-{number:x12}\""),
            ("scope", "\"openid profile orders.read\""),
            ("roles", """["support","clerk","auditor"]"""),
            ("permissions", """["orders:read","orders:write","customers:read","refunds:write","prices:read","stock:read","stock:write","reports:read"]"""),
            ("tenant", "\"blue-company\""),
            ("client_id", "\"web-shop\""),
        ],
    };
}
