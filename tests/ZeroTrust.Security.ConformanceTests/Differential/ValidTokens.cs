namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>Makes tokens that are right in every respect, in the variety that issuers send.</summary>
internal static class ValidTokens
{
    private static readonly string[] Scopes = ["\"orders:read\"", "\"orders:read orders:write\"", "\"openid orders:read\""];
    private static readonly string[] Roles = ["[]", "[\"support_agent\"]", "[\"support_agent\",\"admin\"]"];

    public static TokenDraft Make(TestWorld world, SeededRandom random)
    {
        var issuer = random.OneIn(3) ? world.Legacy : world.Strict;
        var key = issuer == world.Strict ? random.Pick<TestKey>([issuer.Keys[0], issuer.Keys[1]]) : issuer.Keys[random.OneIn(10) ? 1 : 0];
        return Make(world, issuer, key, random);
    }

    public static TokenDraft Make(TestWorld world, TestIssuer issuer, TestKey key, SeededRandom random)
    {
        var draft = new TokenDraft(world, issuer, key);
        draft.Header.Add("alg", $"\"{key.Algorithm}\"").Add("kid", $"\"{key.KeyId}\"");
        AddType(draft, random);

        var now = TestWorld.NowSeconds;
        draft.Payload
            .Add("iss", JsonDraft.Quote(issuer.Identifier))
            .Add("aud", Audience(issuer, random))
            .Add("exp", $"{now + random.Between(60, 3600)}")
            .Add("iat", $"{now - random.Between(0, 600)}")
            .Add("sub", $"\"user-{random.Word(8)}\"")
            .Add("jti", $"\"{random.Word(22)}\"")
            .Add("client_id", "\"orders-web\"");
        Maybe("nbf", $"{now - random.Between(0, 600)}");
        Maybe("scope", random.Pick(Scopes));
        Maybe("roles", random.Pick(Roles));
        Maybe("permissions", "[\"orders:read\"]");
        Maybe("sid", $"\"{random.Word(10)}\"");
        return draft;

        void Maybe(string name, string value)
        {
            if (random.OneIn(2))
            {
                draft.Payload.Add(name, value);
            }
        }
    }

    private static void AddType(TokenDraft draft, SeededRandom random)
    {
        string[] types = draft.Issuer.LegacyTypes ? ["JWT", "jwt", "", "at+jwt"] : ["at+jwt", "at+jwt", "application/at+jwt", "AT+JWT"];
        var type = random.Pick(types);
        if (type.Length > 0)
        {
            draft.Header.Add("typ", $"\"{type}\"");
        }
    }

    private static string Audience(TestIssuer issuer, SeededRandom random)
    {
        var audience = JsonDraft.Quote(random.Pick(issuer.Audiences));
        return random.Below(4) switch
        {
            0 => $"[{audience}]",
            1 => $"[\"https://other.example\",{audience}]",
            _ => audience,
        };
    }
}
