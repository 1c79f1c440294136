using System.Numerics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.ApiKeys;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

public sealed class ApiKeyThreats
{
    [Fact]
    public async Task I6_EveryRefusedKey_IsTheSameAnswerByteForByte()
    {
        await using var site = await ApiKeySite.StartAsync(static options => options.AllowBearer = true);
        var refused = await RefusedKeysAsync(site);

        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in refused)
        {
            answers.Add(await WholeAsync(site.SendAsync("/service", null, key)));
            answers.Add(await WholeAsync(site.SendAsync("/service", key)));
        }

        Assert.StartsWith("401", Assert.Single(answers), StringComparison.Ordinal);
        Assert.Equal(
            ["ApiKeyExpired", "ApiKeyMalformed", "ApiKeyRevoked", "ApiKeySecretWrong", "ApiKeyUnknown"],
            site.Trail.Events.Where(static e => e.Type == "access").Select(static e => e.Reason).Distinct().Order());
    }

    [Theory]
    [InlineData("/service?api_key={0}")]
    [InlineData("/service?X-Api-Key={0}")]
    [InlineData("/service?access_token={0}")]
    [InlineData("/service/{0}")]
    public async Task I5_AKeyInTheAddress_IsNotLookedAt(string address)
    {
        await using var site = await ApiKeySite.StartAsync(
            static options => options.AllowBearer = true, static services => services.AddZeroTrustCore().AllowTokenInQuery("/service"));
        var (_, key) = await site.CreateAsync("orders");
        var request = new HttpRequestMessage(HttpMethod.Get, string.Format(null, address, key));
        request.Headers.Accept.ParseAdd("text/event-stream");

        Assert.Equal(401, (int)(await site.Client().SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task I6_GuessesThroughThePipeline_AreAllRefusedAlike()
    {
        await using var site = await ApiKeySite.StartAsync();
        var (id, _) = await site.CreateAsync("orders");
        var sizes = new HashSet<long?>();
        for (var i = 0; i < 500; i++)
        {
            var response = await site.SendAsync("/service", null, Guess(i % 2 == 0 ? id : $"{i:D16}"));
            Assert.Equal(401, (int)response.StatusCode);
            sizes.Add(response.Content.Headers.ContentLength);
        }

        Assert.Single(sizes);
    }

    private static async Task<List<string>> RefusedKeysAsync(Site site)
    {
        var (wrong, _) = await site.CreateAsync("orders");
        var (revoked, revokedKey) = await site.CreateAsync("orders");
        await site.Keys().RevokeAsync(revoked);
        var (expired, expiredKey) = await site.CreateAsync("orders");
        await site.Keys().RotateAsync(expired, TimeSpan.Zero);
        return [revokedKey, expiredKey, Guess(wrong), Guess(revoked), Guess("0123456789ABCDEF"), expiredKey[..^1], "ztk_", "ztk_nonsense"];
    }

    /// <summary>A key of the right form, checksum included, with a secret that nobody was given.</summary>
    private static string Guess(string publicId)
    {
        const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var text = $"ztk_{publicId}_{RandomNumberGenerator.GetString(Alphabet, 43)}";
        var rest = ~text.Aggregate(uint.MaxValue, static (crc, character) => BitOperations.Crc32C(crc, (byte)character));
        var checksum = "";
        for (var i = 0; i < 6; i++, rest /= 62)
        {
            checksum = Alphabet[(int)(rest % 62)] + checksum;
        }

        return $"{text}_{checksum}";
    }

    private static async Task<string> WholeAsync(Task<HttpResponseMessage> sending)
    {
        var response = await sending;
        return $"{(int)response.StatusCode} {response.Headers}{response.Content.Headers}{await response.Content.ReadAsStringAsync()}";
    }
}
