namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>What is trusted and what time it is, the same for both sides: two issuers, and a key nobody trusts.</summary>
internal sealed class TestWorld
{
    public static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public const int MaxTokenBytes = 8 * 1024;

    public const int MaxHeaderBytes = 1024;

    public const int SkewSeconds = 30;

    public TestWorld()
    {
        Strict = new(
            "strict", "https://id.example", ["orders"], ["ES256", "RS256", "PS256"], LegacyTypes: false,
            [new("a-1", "ES256"), new("a-2", "ES256"), new("a-rs", "RS256"), new("a-ps", "PS256")]);
        Legacy = new(
            "legacy", "https://login.example/tenant/", ["orders", "api://billing"], ["ES256", "ES384"], LegacyTypes: true,
            [new("b-1", "ES256"), new("b-384", "ES384")]);
        Foreign = new("x-1", "ES256");
    }

    public static long NowSeconds => Now.ToUnixTimeSeconds();

    /// <summary>Takes <c>at+jwt</c> only.</summary>
    public TestIssuer Strict { get; }

    /// <summary>Takes <c>JWT</c> and tokens without <c>typ</c> too.</summary>
    public TestIssuer Legacy { get; }

    public IReadOnlyList<TestIssuer> Issuers => [Strict, Legacy];

    /// <summary>A key in nobody's key set.</summary>
    public TestKey Foreign { get; }
}
