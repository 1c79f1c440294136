namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>A trust model whose view the test sets: one issuer of users, one of services.</summary>
internal sealed class StubTrust : ITrustModel
{
    public TrustView Current { get; set; } = new(
        1,
        [
            new("corporate", "https://id.example", IssuerKind.Users, []),
            new("payments", "https://payments.internal", IssuerKind.Services, []),
        ],
        new Dictionary<string, IReadOnlyList<string>>(),
        new Dictionary<string, IReadOnlyList<string>>(),
        "corporate",
        "corporate",
        null);

    public List<IssuerKeyStatus> Keys { get; } = [new("corporate", true, false, null, null)];

    public IReadOnlyList<IssuerKeyStatus> GetKeyStatus() => Keys;
}
