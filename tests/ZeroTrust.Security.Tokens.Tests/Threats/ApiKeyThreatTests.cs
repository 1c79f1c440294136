using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.ApiKeys;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Tests.ApiKeys;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

public sealed partial class ApiKeyThreatTests
{
    [Fact]
    public async Task I5_ACopyOfTheStore_HoldsNoKeyAndNothingToGuessWith()
    {
        var above = Directory.CreateTempSubdirectory();
        try
        {
            var folder = Path.Combine(above.FullName, "keys");
            await using var rig = await ApiKeyRig.StartAsync(new DirectoryApiKeyStore(new DiskFolder(folder)));
            var texts = new List<string>();
            for (var i = 0; i < 20; i++)
            {
                var (id, text) = await rig.CreateAsync();
                texts.Add(text);
                texts.Add(ApiKeyRig.TextOf((await rig.Service.RotateAsync(id, TimeSpan.FromHours(1)))!));
            }

            var dump = string.Concat(Directory.EnumerateFiles(folder).Select(static file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
            foreach (var text in texts)
            {
                Assert.Equal(ApiKeyFailure.None, rig.Judge(text));
                AssertHoldsNothingOf(text, dump);
            }

            // What stands in the store in the place of a secret proves nothing.
            foreach (Match hash in Base64Hash().Matches(dump))
            {
                Assert.NotEqual(ApiKeyFailure.None, rig.Judge(hash.Groups["hash"].Value));
            }
        }
        finally
        {
            above.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task I5_AnotherKeysHash_ProvesNothing()
    {
        var store = new InMemoryApiKeyStore();
        await using var rig = await ApiKeyRig.StartAsync(store);
        var (mine, text) = await rig.CreateAsync("mine");
        var (theirs, _) = await rig.CreateAsync("theirs");
        var records = (await store.ReadAsync(null, default)).Changed.ToDictionary(static key => key.Id);
        var moved = records[theirs] with
        {
            Revision = 2,
            Versions = [records[theirs].Versions[0] with { Hash = records[mine].Versions[0].Hash }],
        };
        Assert.True(await store.TryReplaceAsync(moved, default));
        await rig.PollAsync();

        // My secret under their public id, with a checksum that fits.
        var forged = text.Replace(mine, theirs, StringComparison.Ordinal);
        var end = forged.Length - ApiKeyChecksum.Length;
        var checksum = new char[ApiKeyChecksum.Length];
        ApiKeyChecksum.Write(forged.AsSpan(0, end - 1), checksum);

        Assert.Equal(ApiKeyFailure.SecretWrong, rig.Judge(forged[..end] + new string(checksum)));
    }

    [Fact]
    public async Task I5_EveryKeyOfTheForm_IsHashedAndComparedOnceOverEqualLengths()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (id, good) = await rig.CreateAsync();
        var (revoked, revokedText) = await rig.CreateAsync();
        await rig.Service.RevokeAsync(revoked);
        var expired = ApiKeyRig.TextOf(await rig.Service.CreateAsync(new("orders") { Lifetime = TimeSpan.FromMinutes(1) }));
        rig.Clock.JumpTo(rig.Clock.GetUtcNow().AddMinutes(1));

        foreach (var (text, expected) in ((string, ApiKeyFailure)[])
        [
            (good, ApiKeyFailure.None),
            (revokedText, ApiKeyFailure.Revoked),
            (expired, ApiKeyFailure.Expired),
            (Guess(id), ApiKeyFailure.SecretWrong),
            (Guess(revoked), ApiKeyFailure.SecretWrong),
            (Guess("0123456789ABCDEF"), ApiKeyFailure.Unknown),
        ])
        {
            rig.Proof.Compares.Clear();
            Assert.Equal(expected, rig.Judge(text));
            Assert.Equal((ApiKeyFormat.ProofLength, ApiKeyVersion.HashBytes), Assert.Single(rig.Proof.Compares));
        }

        rig.Proof.Compares.Clear();
        Assert.Equal(ApiKeyFailure.Malformed, rig.Judge(good[..^1] + (good[^1] == '0' ? '1' : '0')));
        Assert.Empty(rig.Proof.Compares);
    }

    [Fact]
    public async Task I5_TheStoredHash_IsTheKeysUnderThePepper()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var created = await rig.Service.CreateAsync(new("orders"));
        var proof = Encoding.ASCII.GetBytes(ApiKeyRig.TextOf(created)["ztk_".Length..^(ApiKeyChecksum.Length + 1)]);
        using var pepper = ApiKeyRig.Pepper(1);

        var expected = pepper.Reveal(proof, static (bytes, proof) => HMACSHA256.HashData(bytes, proof));

        Assert.Equal(expected, created.Key.Versions[0].Hash.ToArray());
        Assert.NotEqual(SHA256.HashData(proof), created.Key.Versions[0].Hash.ToArray());
    }

    [Fact]
    public void I5_TheSource_ComparesSecretsInOnePlaceInFixedTimeWithoutABranch()
    {
        var folder = Path.Combine(SourceRoot(), "src", "ZeroTrust.Security.Tokens", "ApiKeys");
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).ToDictionary(static file => Path.GetFileName(file), File.ReadAllText);

        var comparing = Assert.Single(sources, static source => source.Value.Contains("FixedTimeEquals", StringComparison.Ordinal));
        Assert.Equal("ApiKeyProof.cs", comparing.Key);
        Assert.Single(Regex.Matches(comparing.Value, @"FixedTimeEquals\("));
        Assert.Single(Regex.Matches(comparing.Value, @"Pepper\.Hash\("));
        Assert.DoesNotMatch(@"\bif\b|\?|&&|\|\||\bfor|\bwhile|SequenceEqual|\breturn\b(?! proves;)", BodyOf(comparing.Value));
        Assert.Single(Regex.Matches(string.Concat(sources.Values), @"\.Proves\("));
        Assert.Single(Regex.Matches(string.Concat(sources.Values), @"HMACSHA256\."));
    }

    [Fact]
    public async Task I5_I6_NothingOfAKeyIsLoggedOrRecorded()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (id, text) = await rig.CreateAsync();
        rig.Judge(text);
        rig.Judge(Guess(id));
        await rig.Service.RotateAsync(id, TimeSpan.Zero);
        await rig.Service.RevokeAsync(id);

        var said = string.Join('\n', rig.Log.Lines.Select(static line => line.Text)) + string.Join('\n', rig.Trail.Events);

        Assert.Contains(id, said, StringComparison.Ordinal);
        AssertHoldsNothingOf(text, said);
    }

    [Fact]
    public async Task I6_AHundredThousandGuesses_FindNothingAndLeaveNothingBehind()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (id, _) = await rig.CreateAsync();
        var before = rig.Table.Count;
        var outcomes = new Dictionary<ApiKeyFailure, int>();
        for (var i = 0; i < 100_000; i++)
        {
            var failure = rig.Judge(Guess(i % 2 == 0 ? id : RandomNumberGenerator.GetString(ApiKeyFormat.Alphabet, ApiKeyFormat.PublicIdLength)));
            outcomes[failure] = outcomes.GetValueOrDefault(failure) + 1;
            if (i % 1000 == 0)
            {
                rig.Proof.Compares.Clear();
            }
        }

        Assert.Equal(50_000, outcomes[ApiKeyFailure.SecretWrong]);
        Assert.Equal(50_000, outcomes[ApiKeyFailure.Unknown]);
        Assert.Equal(before, rig.Table.Count);
        Assert.Null(Assert.Single(rig.Service.List()).LastUsedAt);
    }

    [Fact]
    public async Task I6_RevokedElsewhere_IsRefusedWithinFiveSeconds()
    {
        var store = new FailingStore(new InMemoryApiKeyStore());
        var clock = new ManualTimeProvider();
        await using var here = await ApiKeyRig.StartAsync(store, clock, configure: static options => options.PollInterval = TimeSpan.FromSeconds(5));
        await using var there = await ApiKeyRig.StartAsync(store, clock);
        var (id, text) = await there.CreateAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        await here.Follower.Flight;
        Assert.Equal(ApiKeyFailure.None, here.Judge(text));

        await there.Service.RevokeAsync(id);
        Assert.Equal(ApiKeyFailure.Revoked, there.Judge(text));
        clock.Advance(TimeSpan.FromSeconds(5));
        await here.Follower.Flight;

        Assert.Equal(ApiKeyFailure.Revoked, here.Judge(text));
    }

    /// <summary>A key of the right form with a secret that nobody was given.</summary>
    private static string Guess(string publicId)
    {
        var format = new ApiKeyFormat(new ApiKeyOptions().Prefix);
        Span<char> text = stackalloc char[format.Length];
        format.Write(publicId, text);
        return text.ToString();
    }

    private static void AssertHoldsNothingOf(string text, string dump)
    {
        var secret = text.Split('_')[^2];
        for (var start = 0; start + 8 <= secret.Length; start++)
        {
            Assert.DoesNotContain(secret.Substring(start, 8), dump, StringComparison.Ordinal);
        }
    }

    private static string BodyOf(string source) => source[source.IndexOf('{', StringComparison.Ordinal)..];

    private static string SourceRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ZeroTrust.Security.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex("\"hash\":\"(?<hash>[^\"]+)\"")]
    private static partial Regex Base64Hash();
}
