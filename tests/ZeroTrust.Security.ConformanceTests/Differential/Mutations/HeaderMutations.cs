namespace ZeroTrust.Security.ConformanceTests.Differential.Mutations;

/// <summary>Changes to the JOSE header (RFC 7515 §4), signed by the right key unless the class says otherwise.</summary>
internal static class HeaderMutations
{
    private static readonly string[] Names = ["alg", "kid", "typ"];
    private static readonly string[] Added =
    [
        """ "cty":"JWT" """, """ "cty":"json" """, """ "zip":"DEF" """, """ "nonce":"abc" """, """ "url":"https://a.example" """,
        """ "jku":"https://evil.example/jwks" """, """ "x5u":"https://evil.example/cert" """, """ "x5c":["MIIB"] """, """ "x5t":"AAAA" """,
        """ "x5t#S256":"AAAA" """, """ "jwk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA"} """, """ "enc":"A256GCM" """, """ "epk":{} """,
        """ "custom":1 """, """ "custom":null """, """ "custom":{"a":[1,2]} """, """ "ALG":"none" """, """ "Kid":"b-1" """, """ "p2c":2147483647 """,
    ];
    private static readonly string[] Critical =
    [
        """ "crit":["exp"],"exp":1 """, """ "crit":[] """, """ "crit":["b64"],"b64":false """, """ "crit":["b64"],"b64":true """, """ "b64":false """,
        """ "b64":true """, """ "crit":"exp" """, """ "crit":null """, """ "crit":["alg"] """, """ "crit":["x","x"] """, """ "\u0063rit":["x"] """,
    ];
    private static readonly string[] Types =
    [
        "\"JWT\"", "\"dpop+jwt\"", "\"logout+jwt\"", "\"secevent+jwt\"", "\"id+jwt\"", "\"at+jwt \"", "\" at+jwt\"", "\"at+JWT\"", "\"application/AT+jwt\"",
        "\"\"", "\"at+jwt;v=1\"", "\"application/application/at+jwt\"", "\"at jwt\"", "\"аt+jwt\"", "\"JOSE\"", "\"at\\u002bjwt\"", "\"application/jwt\"",
    ];
    private static readonly string[] Algorithms =
        ["none", "None", "", "HS256", "HS512", "RS256", "PS256", "RS384", "ES256", "ES384", "ES512", "es256", "ES256K", "EdDSA", "RS1", "RSA-OAEP", "ES256 "];
    private static readonly string[] KeyIds =
        ["a-1", "a-2", "a-rs", "a-ps", "b-1", "b-384", "x-1", "A-1", "a-1 ", "", "../../dev/null", "' OR 1=1", "a-1\\u0000", "a\\u002d1", "unknown"];

    public static IEnumerable<Mutation> All =>
    [
        new("header-added", 40, MutationStage.Members, Add),
        new("header-removed", 20, MutationStage.Members, static (draft, random) => draft.Header.Remove(random.Pick(Names))),
        new("header-duplicated", 30, MutationStage.Members, Duplicate),
        new("header-retyped", 25, MutationStage.Members, static (draft, random) => draft.Header.Set(random.Pick(Names), Values.OtherType(random))),
        new("header-critical", 25, MutationStage.Members, static (draft, random) => Insert(draft.Header, random.Pick(Critical), random)),
        new("type-varied", 30, MutationStage.Members, static (draft, random) => draft.Header.Set("typ", random.Pick(Types))),
        new("algorithm-swapped", 25, MutationStage.Members, SwapAlgorithm),
        new("key-id-varied", 25, MutationStage.Members, VaryKeyId),
    ];

    private static void Add(TokenDraft draft, SeededRandom random)
    {
        if (random.OneIn(25))
        {
            draft.Header.Add("note", $"\"{random.Word(random.Between(700, 1200))}\"");
            return;
        }

        Insert(draft.Header, random.Pick(Added), random);
    }

    private static void Insert(JsonDraft json, string members, SeededRandom random)
    {
        var colon = members.IndexOf(':', StringComparison.Ordinal);
        json.Members.Insert(random.Below(json.Members.Count + 1), new(members[..colon].Trim(), members[(colon + 1)..].Trim()));
    }

    private static void Duplicate(TokenDraft draft, SeededRandom random)
    {
        var member = random.Pick(draft.Header.Members);
        Values.Duplicate(draft.Header, member.Name, random.OneIn(2) ? member.Value : $"\"{random.Pick(random.OneIn(2) ? Algorithms : KeyIds)}\"", random);
    }

    private static void SwapAlgorithm(TokenDraft draft, SeededRandom random)
    {
        draft.Header.Set("alg", $"\"{random.Pick(Algorithms)}\"");
    }

    /// <summary>Another <c>kid</c>, or none; sometimes the signer changes with it.</summary>
    private static void VaryKeyId(TokenDraft draft, SeededRandom random)
    {
        var keyId = random.Pick(KeyIds);
        draft.Header.Set("kid", $"\"{keyId}\"");
        TestKey[] keys = [draft.World.Strict.Keys[0], draft.World.Strict.Keys[1], draft.World.Legacy.Keys[0], draft.World.Legacy.Keys[1], draft.World.Foreign];
        if (random.OneIn(2))
        {
            draft.Key = Array.Find(keys, key => key.KeyId == keyId) ?? random.Pick(keys);
            draft.Algorithm = draft.Key.Algorithm;
            draft.Header.Set("alg", $"\"{draft.Algorithm}\"");
        }
        else if (random.OneIn(4))
        {
            draft.Header.Remove("kid");
        }
    }
}
