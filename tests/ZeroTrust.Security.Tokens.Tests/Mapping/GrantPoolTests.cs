using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Mapping;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Mapping;

/// <summary>Permission sets are shared between tokens, and never by tokens that were granted different things.</summary>
public sealed class GrantPoolTests
{
    // Names that look alike, that are one name or two, and that mean another thing as another kind of claim.
    private static readonly string[] Names = ["a:b", "a:b,c:d", "c:d", "a:bc", ":", "a:b ", " a:b", "a\\u003ab", "support", "suppor", "t", "admin"];

    private static readonly string[] Scopes = ["", "a", "b", "a b", "b a", "ab", "a:b", "a:b c:d", "support", "a\\u0020b", "a  b"];

    [Fact]
    public void Map_SameGrantsInTwoTokens_ShareOneSet()
    {
        var trust = new TestTrust();
        var first = trust.Validate(new TestToken().With("jti", "\"1\"")).Token!;
        var second = trust.Validate(new TestToken().With("jti", "\"2\"").With("sub", "\"bob\"")).Token!;

        Assert.Same(first.Caller.Permissions, second.Caller.Permissions);
        Assert.NotEqual(first.Caller.User, second.Caller.User);
    }

    // Property: what comes out with pools that thousands of other tokens filled is what a mapping without a past says.
    [Fact]
    public void Map_ManyTokensAlike_AgreesWithAFreshMapping()
    {
        var random = new Random(20260301);
        var names = new TextPool();
        var shared = new GrantMapping(names);
        IssuerProfile[] profiles =
        [
            TestTrust.Profile(),
            TestTrust.Profile() with { Bounds = new(new() { Permissions = ["a:b"], Roles = ["support"], Scopes = ["a"] }) },
            TestTrust.Profile() with { PermissionClaims = [TestTrust.Path("roles")], RoleClaims = [TestTrust.Path("permissions")] },
            TestTrust.Profile() with { RoleClaims = [TestTrust.Path("realm.roles"), TestTrust.Path("roles")] },
        ];
        var trust = TestTrust.Snapshot();
        for (var round = 0; round < 50_000; round++)
        {
            var payload = System.Text.Encoding.UTF8.GetBytes(RandomPayload(random));
            var profile = profiles[random.Next(profiles.Length)];
            using var json = StrictJson.Read(payload, new JsonNode[128]);
            var expected = new GrantMapping(new()).Map(json.Root, profile, TestTrust.Snapshot());

            AssertSame(expected, shared.Map(json.Root, profile, trust));
        }
    }

    // The same claims in the same place mean another thing when another issuer says them.
    [Fact]
    public void Find_AnotherIssuersEntryInTheSamePlace_FindsNothing()
    {
        var pool = new GrantPool();
        var issuers = Enumerable.Range(0, 2000).Select(static number => TestTrust.Profile($"i{number}")).ToArray();
        var grants = new GrantMapping(new()).Map(StrictJson.Read("{}"u8, new JsonNode[4]).Root, issuers[0], TestTrust.Snapshot())!;
        pool.Keep(issuers[0], "claims"u8, grants);

        Assert.Same(grants, pool.Find(issuers[0], "claims"u8));
        Assert.All(issuers.Skip(1), issuer => Assert.Null(pool.Find(issuer, "claims"u8)));
    }

    // As many claims as fill every place several times over.
    [Fact]
    public void Find_OtherClaimsInTheSamePlace_FindsNothing()
    {
        var pool = new GrantPool();
        var issuer = TestTrust.Profile();
        var grants = new GrantMapping(new()).Map(StrictJson.Read("{}"u8, new JsonNode[4]).Root, issuer, TestTrust.Snapshot())!;
        pool.Keep(issuer, "claims"u8, grants);

        Assert.All(Enumerable.Range(0, 2000), number => Assert.Null(pool.Find(issuer, System.Text.Encoding.ASCII.GetBytes($"clai{number:D4}"))));
    }

    [Fact]
    public void Map_AfterAReload_TakesNothingFromBefore()
    {
        var trust = new TestTrust();
        var token = new TestToken().ToString();
        var before = trust.Validate(token).Token!.Caller.Permissions;
        Assert.True(before.HasPermission("customers:read") && before.HasPermission("orders:write"));

        trust.Current = new()
        {
            Version = 2,
            Issuers = trust.Current.Issuers,
            Roles = System.Collections.Frozen.FrozenDictionary<string, IReadOnlyList<string>>.Empty,
            MaxTokenBytes = trust.Current.MaxTokenBytes,
            MaxHeaderBytes = trust.Current.MaxHeaderBytes,
        };
        Assert.False(trust.Validate(token).Token!.Caller.Permissions.HasPermission("customers:read"));

        trust.Current = TestTrust.Snapshot(
            new Issuer(TestTrust.Profile() with { Bounds = new(new() { Permissions = ["orders:read"], Roles = ["*"], Scopes = ["*"] }) }, trust.Keys));
        var after = trust.Validate(token).Token!.Caller.Permissions;
        Assert.False(after.HasPermission("orders:write"));
        Assert.True(after.HasPermission("orders:read") && after.HasPermission("customers:read"));
    }

    // Each thread's tokens have grants that only this thread's model knows; all of them fight for the same places.
    [Fact]
    public async Task Map_ManyThreads_AgreesWithAModel()
    {
        var trust = TestTrust.Snapshot();
        var mapping = new GrantMapping(new());
        var profile = TestTrust.Profile();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 20_000; i++)
            {
                var number = random.Next(600);
                using var json = StrictJson.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"permissions":["p:{{number}}","q:{{number % 7}}"],"scope":"s{{number % 3}}"}"""), new JsonNode[128]);
                var grants = mapping.Map(json.Root, profile, trust)!.Permissions;
                Assert.True(grants.Permissions.SetEquals([$"p:{number}", $"q:{number % 7}"]));
                Assert.Equal([$"s{number % 3}"], grants.Scopes);
                Assert.Empty(grants.Roles);
            }
        })));
    }

    private static string RandomPayload(Random random)
    {
        var members = new List<string> { $"\"permissions\":{RandomNames(random)}", $"\"roles\":{RandomNames(random)}", $"\"scope\":\"{Scopes[random.Next(Scopes.Length)]}\"" };
        if (random.Next(4) == 0)
        {
            members.Add($"\"realm\":{(random.Next(3) == 0 ? "1" : $"{{\"roles\":{RandomNames(random)}}}")}");
        }

        members.RemoveAt(random.Next(members.Count));
        return "{" + string.Join(',', members) + "}";
    }

    private static string RandomNames(Random random)
    {
        var names = Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{Names[random.Next(Names.Length)]}\"").ToArray();
        return random.Next(12) == 0 ? "7" : names.Length == 1 && random.Next(2) == 0 ? names[0] : $"[{string.Join(',', names)}]";
    }

    private static void AssertSame(MappedGrants? expected, MappedGrants? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is null)
        {
            return;
        }

        Assert.Equal(expected with { Permissions = actual!.Permissions }, actual);
        Assert.True(expected.Permissions.Permissions.SetEquals(actual.Permissions.Permissions));
        Assert.True(expected.Permissions.Roles.SetEquals(actual.Permissions.Roles));
        Assert.True(expected.Permissions.Scopes.SetEquals(actual.Permissions.Scopes));
        foreach (var name in new[] { "customers:read", "a:b", "c:d", "x:y" })
        {
            Assert.Equal(expected.Permissions.HasPermission(name), actual.Permissions.HasPermission(name));
        }
    }
}
