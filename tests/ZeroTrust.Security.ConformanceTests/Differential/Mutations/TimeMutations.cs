using System.Globalization;

namespace ZeroTrust.Security.ConformanceTests.Differential.Mutations;

/// <summary>Times at the edges and times that are hard to read (RFC 7519 §2, §4.1.4 to §4.1.6).</summary>
internal static class TimeMutations
{
    private static readonly string[] Claims = ["exp", "nbf", "iat"];
    private static readonly string[] Fractions = ["", "", ".0", ".1", ".5", ".999999", "e0", ".5e0"];
    private static readonly string[] Odd =
    [
        "0", "-0", "-1", "1e400", "1e-400", "1e308", "1e10", "2e9", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
        "253402300799", "253402300800", "1893499200000", "\"1893502800\"", "1.8934992e9", "18935028e2", "4294967296", "2147483648", "253402300799.9", "1893502800.000000000000000001",
    ];

    public static IEnumerable<Mutation> All =>
    [
        new("times-at-edge", 60, MutationStage.Members, MoveToEdge),
        new("times-odd", 25, MutationStage.Members, static (draft, random) => draft.Payload.Set(random.Pick(Claims), random.Pick(Odd))),
    ];

    /// <summary>Within two seconds of now, and of now plus or minus the skew, with and without a fraction.</summary>
    private static void MoveToEdge(TokenDraft draft, SeededRandom random)
    {
        var claim = random.Pick(Claims);
        var edge = TestWorld.NowSeconds + random.Between(-1, 1) * TestWorld.SkewSeconds + random.Between(-2, 2);
        draft.Payload.Set(claim, edge.ToString(CultureInfo.InvariantCulture) + random.Pick(Fractions));
        if (claim == "exp" && random.OneIn(2))
        {
            draft.Payload.Remove("nbf");
        }
    }
}
