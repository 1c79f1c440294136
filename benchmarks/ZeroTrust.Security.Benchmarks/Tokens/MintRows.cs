using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Minting;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Benchmarks.Tokens;

/// <summary>A service token minted with ES256, beside the bare signature of as many bytes and the platform's handler.</summary>
internal static class MintRows
{
    private const string Issuer = "https://orders.internal";
    private const string Audience = "payments";
    private const string Permission = "payments:charge";

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var minter = Minter();
        var request = new ServiceTokenRequest { Audience = Audience };
        var timings = Interleaved.Measure(effort, Floor(MintOnce(minter, request)), Peer(), Ours(minter, request));
        var (floor, peer, ours) = (timings[0], timings[1], timings[2]);
        yield return GoalResult.Above("mint ES256", floor, ours, 1.3, 1.1);
        yield return GoalResult.Faster("mint ES256, CreateToken", peer, ours, null, null);
        yield return GoalResult.Allocates("mint ES256", ours.Bytes!.Value, 2_048, 1_600);
    }

    private static ServiceTokenMinter Minter()
    {
        var settings = new KeyRingSettings(Issuer, SignatureAlgorithm.ES256, TimeSpan.FromDays(30), TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(10), IsDevelopment: true);
        var ring = new ServiceKeyRing(new MemoryKeyRingStore(), new NoKeyProtector(), settings, TimeProvider.System, NullLogger.Instance);
        var options = new ServiceTokensOptions { Service = "orders", Issuer = Issuer, Grants = { [Audience] = [Permission] } };
        return new(MintingSettings.Of(options), ring, TimeProvider.System, new(), NullLogger.Instance);
    }

    private static string MintOnce(ServiceTokenMinter minter, ServiceTokenRequest request) =>
        minter.MintAsync(request).AsTask().GetAwaiter().GetResult().Reveal();

    private static Variant Floor(string token)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var input = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
        return new("SignData", count => Repeat.Call(count, () => key.SignData(input, HashAlgorithmName.SHA256)));
    }

    private static Variant Peer()
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var key = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "a-key-of-forty-three-characters-as-ours-are-" };
        var credentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
        return new("CreateToken", count => Repeat.Call(count, () => handler.CreateToken(Describe(credentials))));
    }

    private static SecurityTokenDescriptor Describe(SigningCredentials credentials)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new()
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            Expires = now.AddMinutes(5),
            TokenType = "at+jwt",
            SigningCredentials = credentials,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "orders", ["client_id"] = "orders", ["jti"] = Guid.NewGuid().ToString("N"), ["permissions"] = new[] { Permission },
            },
        };
    }

    private static Variant Ours(ServiceTokenMinter minter, ServiceTokenRequest request) =>
        new("mint", count => Repeat.Call(count, () => MintAtOnce(minter, request)));

    private static ServiceToken MintAtOnce(ServiceTokenMinter minter, ServiceTokenRequest request)
    {
        var minted = minter.MintAsync(request);
        return minted.IsCompletedSuccessfully ? minted.Result : throw new InvalidOperationException("The minter waits.");
    }
}
