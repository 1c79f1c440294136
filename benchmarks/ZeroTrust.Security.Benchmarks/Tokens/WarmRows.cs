using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Tokens;

/// <summary>Goals 1 and 2: a token that was proven before, in a hot loop and as one isolated call.</summary>
internal static class WarmRows
{
    public static IEnumerable<GoalResult> Hot(Effort effort)
    {
        foreach (var (algorithm, gate, aim) in new[] { ("RS256", 400, 1_000), ("ES256", 1_300, 3_000) })
        {
            var (peer, ours) = Variants(algorithm);
            var timings = Interleaved.Measure(effort, peer, ours);
            yield return GoalResult.Faster($"1 {algorithm}", timings[0], timings[1], gate, aim);
            yield return GoalResult.Allocates($"1 {algorithm}", timings[1].Bytes!.Value, 0);
        }
    }

    public static IEnumerable<GoalResult> Alone(Effort effort)
    {
        foreach (var (algorithm, gate, aim) in new[] { ("RS256", 100, 250), ("ES256", 280, 600) })
        {
            var (peer, ours) = Variants(algorithm);
            var timings = Isolated.Measure(effort, peer, ours);
            yield return GoalResult.Faster($"2 {algorithm}", timings[0], timings[1], gate, aim);
        }
    }

    private static (Variant Peer, Variant Ours) Variants(string algorithm)
    {
        var token = ReferenceToken.Mint(algorithm);
        var peer = new IdentityModelPeer();
        var validator = OurValidator.Start();

        // Text of its own: a request's header is never the very string the cache keeps.
        var text = new string(token).AsMemory();
        validator.Accept(token.AsMemory());
        return (
            new("JsonWebTokenHandler", count => Repeat.Call(count, () => peer.Accept(token))),
            new("warm", count =>
            {
                for (var i = 0; i < count; i++)
                {
                    validator.Accept(text);
                }
            }));
    }
}
