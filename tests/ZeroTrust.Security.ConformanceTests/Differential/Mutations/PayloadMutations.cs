namespace ZeroTrust.Security.ConformanceTests.Differential.Mutations;

/// <summary>Changes to claims other than times (RFC 7519 §4.1), signed by the right key.</summary>
internal static class PayloadMutations
{
    private static readonly string[] Registered = ["iss", "aud", "exp", "iat", "sub", "jti", "client_id", "nbf", "scope", "roles", "permissions", "sid"];
    private static readonly JsonPair[] Added =
    [
        new("\"cnf\"", "{\"jkt\":\"AAAA\"}"), new("\"cnf\"", "{}"), new("\"cnf\"", "null"), new("\"nonce\"", "\"n\""), new("\"at_hash\"", "\"h\""),
        new("\"c_hash\"", "\"h\""), new("\"typ\"", "\"ID\""), new("\"typ\"", "\"Bearer\""), new("\"role\"", "\"admin\""),
        new("\"http://schemas.microsoft.com/ws/2008/06/identity/claims/role\"", "\"admin\""), new("\"__proto__\"", "{\"a\":1}"), new("\"\"", "1"),
        new("\"EXP\"", "1"), new("\"Aud\"", "\"x\""), new("\"act\"", "{\"sub\":\"service\"}"), new("\"act\"", "{}"), new("\"may_act\"", "{}"), new("\"actort\"", "\"x\""), new("\"azp\"", "\"orders\""),
        new("\"email\"", "\"a@b.example\""), new("\"address\"", "{\"street\":{\"name\":[1,2,{\"x\":null}]}}"), new("\"amr\"", "[\"pwd\",\"otp\"]"),
        new("\"auth_time\"", "1893499100"), new("\"realm_access\"", "{\"roles\":[\"admin\"]}"), new("\"flag\"", "true"), new("\"ratio\"", "0.25"),
        new("\"events\"", "{}"), new("\"vp\"", "[]"), new("\"tenant\"", "\"t1\""), new("\"updated_at\"", "-1"),
    ];
    private static readonly string[] Audiences =
    [
        "\"ORDERS\"", "\"orders/\"", "\"orders \"", "\" orders\"", "\"order\"", "\"orderss\"", "\"*\"", "\"\"", "[]", "[\"\"]", "[\"orders\",\"\"]", "[null]", "1",
        "[\"orders\",null]", "[\"a\",\"b\",\"orders\"]", "[\"orders\",\"orders\"]", "\"api://billing\"", "\"api://billing/\"", "{\"orders\":1}", "[[\"orders\"]]",
        "\"orders,other\"", "\"other orders\"", "\"\\u006frders\"", "\"ord\\u200bers\"", "\"o%72ders\"",
    ];
    private static readonly string[] Issuers =
    [
        "\"https://id.example\"", "\"https://id.example/\"", "\"HTTPS://ID.EXAMPLE\"", "\"https://id.example.evil\"", "\"https://id.exampl\"", "\"id.example\"",
        "\"https://login.example/tenant/\"", "\"https://login.example/tenant\"", "\"\"", "\" https://id.example\"", "[\"https://id.example\"]", "null",
        "\"https:\\/\\/id.example\"", "\"https://іd.example\"", "\"{tenant}\"",
    ];
    private static readonly string[] Grants =
    [
        "\"\"", "\" \"", "\"a  b\"", "\"orders:read \"", "\"a\\tb\"", "\"a\\u00a0b\"", "[\"a\",\"b\"]", "[\"a b\"]", "[\"\"]", "[null]", "[1]", "{}", "null", "1", "true", "[]",
        "\"orders:read\"", "\"*\"", "[\"*\"]", "[\"orders:read\",\"orders:read\"]",
    ];

    public static IEnumerable<Mutation> All =>
    [
        new("payload-added", 45, MutationStage.Members, static (draft, random) => draft.Payload.Members.Insert(random.Below(draft.Payload.Members.Count + 1), random.Pick(Added))),
        new("payload-removed", 30, MutationStage.Members, static (draft, random) => draft.Payload.Remove(random.Pick(Registered))),
        new("payload-duplicated", 30, MutationStage.Members, Duplicate),
        new("payload-retyped", 35, MutationStage.Members, static (draft, random) => draft.Payload.Set(random.Pick(Registered), Values.OtherType(random))),
        new("audience-varied", 35, MutationStage.Members, static (draft, random) => draft.Payload.Set("aud", random.Pick(Audiences))),
        new("issuer-varied", 25, MutationStage.Members, static (draft, random) => draft.Payload.Set("iss", random.Pick(Issuers))),
        new("grants-varied", 20, MutationStage.Members, static (draft, random) => draft.Payload.Set(random.Pick<string>(["scope", "roles", "permissions", "tenant"]), random.Pick(Grants))),
    ];

    private static void Duplicate(TokenDraft draft, SeededRandom random)
    {
        var member = random.Pick(draft.Payload.Members);
        Values.Duplicate(draft.Payload, member.Name, random.OneIn(2) ? member.Value : Values.OtherType(random), random);
    }
}
