using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Tokens;

/// <summary>Goals 4 and 5: a token seen for the first time. The cache is off, as the peer has none; with it on is a row of its own.</summary>
internal static class ColdRows
{
    private const int FreshTokens = 64;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        foreach (var (algorithm, gate, aim, bytesGate, bytesAim) in new[] { ("RS256", 1.1, 1.25, 10, 15), ("ES256", 1.0, 1.1, 3, 4) })
        {
            var token = ReferenceToken.Mint(algorithm);
            var timings = Interleaved.Measure(effort, Floor(token, algorithm), Peer(token), Ours(token));
            var (floor, peer, ours) = (timings[0], timings[1], timings[2]);
            yield return GoalResult.Above($"4 {algorithm}", floor, ours, 1.15, 1.05);
            yield return GoalResult.Faster($"5 {algorithm}", peer, ours, gate, aim);
            yield return new(
                $"5 {algorithm} bytes", GoalResult.Round(peer.Bytes!.Value / ours.Bytes!.Value), bytesGate, bytesAim, Bound.AtLeast, ValueKind.Bytes, [peer, ours]);

            var inserting = Interleaved.Measure(effort with { Rounds = Math.Min(effort.Rounds, 31) }, Peer(token), Inserting(algorithm));
            yield return GoalResult.Faster($"cold and kept {algorithm}", inserting[0], inserting[1], null, null);
        }
    }

    private static Variant Floor(string token, string algorithm)
    {
        var key = BenchmarkKey.Of(algorithm);
        var (input, signature) = (ReferenceToken.SigningInput(token), ReferenceToken.Signature(token));
        return new("VerifyData", count => Repeat.Call(count, () => key.Verify(input, signature)));
    }

    private static Variant Peer(string token)
    {
        var peer = new IdentityModelPeer();
        return new("JsonWebTokenHandler", count => Repeat.Call(count, () => peer.Accept(token)));
    }

    private static Variant Ours(string token)
    {
        var validator = OurValidator.Start(cacheEntries: 0);
        var text = token.AsMemory();
        return new("cold", count => Repeat.Call(count, () => validator.Accept(text)));
    }

    /// <summary>Every batch meets a new validator, so that each of its tokens is new to it.</summary>
    private static Variant Inserting(string algorithm)
    {
        var tokens = ReferenceToken.MintMany(algorithm, FreshTokens + 1);
        var validator = OurValidator.Start();
        return new("cold and kept", count =>
        {
            for (var i = 0; i < count; i++)
            {
                validator.Accept(tokens[i + 1].AsMemory());
            }
        })
        {
            BatchSize = FreshTokens,
            Prepare = () =>
            {
                validator.DisposeAsync().AsTask().GetAwaiter().GetResult();
                validator = OurValidator.Start();
                validator.Accept(tokens[0].AsMemory());
            },
        };
    }
}
