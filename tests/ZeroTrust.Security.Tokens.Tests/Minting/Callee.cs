using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.KeyRing;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Minting;

/// <summary>A service that trusts the tokens of <see cref="RingRig"/>, by the keys that this publishes now.</summary>
internal static class Callee
{
    public const string Audience = "payments";

    public static TestTrust Of(RingRig caller, Func<IssuerProfile, IssuerProfile>? change = null)
    {
        var trust = new TestTrust(
            profile =>
            {
                profile = profile with
                {
                    Name = "orders",
                    Identifier = RingRig.Issuer,
                    Audiences = [Audience],
                    Kind = IssuerKind.Services,
                    Service = RingRig.Service,
                    MayActForUsersOf = ["corporate"],
                };
                return change?.Invoke(profile) ?? profile;
            },
            new TestIssuerKeys([.. Keys(caller)]));
        trust.Clock.JumpTo(caller.Clock.GetUtcNow());
        return trust;
    }

    private static IEnumerable<VerificationKey> Keys(RingRig caller)
    {
        var load = new KeySetReader(Enum.GetValues<SignatureAlgorithm>(), caller.Clock).Read(caller.Ring.Current!.KeySet.Content.Span);
        Assert.True(load.Succeeded, load.Problem);
        Assert.Empty(load.Skipped);
        return load.Keys.Select(static key => key.Key).Cast<VerificationKey>();
    }
}
