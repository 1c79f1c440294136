using System.Runtime.Versioning;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

[UnsupportedOSPlatform("windows")]
public sealed class TwoProcessThreatTests : IDisposable
{
    private const int Tokens = 10_000;
    private const int Batch = 50;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task H6_H7_TwoProcessesOnOneDirectory_SignOnlyWithKeysThatTheOtherPublishesAtThatTime()
    {
        await using var one = new PeerProcess(_folder.Keys, "-60");
        await using var other = new PeerProcess(_folder.Keys, "60");
        await Task.WhenAll(one.StepAsync(TimeSpan.Zero), other.StepAsync(TimeSpan.Zero));
        var signers = new HashSet<string>(StringComparer.Ordinal);
        for (var signed = 0; signed < Tokens; signed += 4 * Batch)
        {
            // First both turn at once, then one after the other, and each signs while the other is behind.
            await Task.WhenAll(one.StepAsync(TimeSpan.FromMinutes(3)), other.StepAsync(TimeSpan.FromMinutes(3)));
            await SignAsync(one, other, signers);
            await SignAsync(other, one, signers);
            await one.StepAsync(TimeSpan.FromMinutes(4));
            await SignAsync(one, other, signers);
            await other.StepAsync(TimeSpan.FromMinutes(4));
            await SignAsync(other, one, signers);
        }

        Assert.True(signers.Count >= 4, $"{signers.Count} keys signed");
    }

    private static async Task SignAsync(PeerProcess signer, PeerProcess publisher, HashSet<string> signers)
    {
        var keys = await signer.MintAsync(Batch);
        Assert.Equal(Batch, keys.Length);
        Assert.All(keys, key => Assert.Contains(key, publisher.Published));
        signers.UnionWith(keys);
    }
}
