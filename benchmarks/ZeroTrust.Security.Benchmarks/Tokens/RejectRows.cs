using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Tokens;

/// <summary>Goal 6: a token that is refused before its signature is looked at.</summary>
internal static class RejectRows
{
    private const int MostBytes = 1024;

    public static readonly string[] Faults = ["expired", "unknown kid", "wrong issuer", "wrong audience", "wrong type"];

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var peer = new IdentityModelPeer();
        var validator = OurValidator.Start();
        foreach (var fault in Faults)
        {
            var token = ReferenceToken.MintBad("RS256", fault);
            var text = token.AsMemory();
            var timings = Interleaved.Measure(
                effort,
                new("JsonWebTokenHandler", count => Repeat.Call(count, () => peer.Validate(token).IsValid ? throw new InvalidOperationException(fault) : false)),
                new("early reject", count => Repeat.Call(count, () => validator.Validate(text).Accepted ? throw new InvalidOperationException(fault) : false)));
            yield return GoalResult.Faster($"6 {fault}", timings[0], timings[1], 15, 40);
            yield return GoalResult.Allocates($"6 {fault}", timings[1].Bytes!.Value, MostBytes);
        }
    }
}
