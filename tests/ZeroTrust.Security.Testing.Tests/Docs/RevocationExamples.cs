using Microsoft.AspNetCore.Builder;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/revocation.md.</summary>
internal static class RevocationExamples
{
    public static Task SignOutEverywhereAsync(IRevocationService revocations, string subject) =>
        revocations.RevokeSubjectAsync("corporate", subject);

    public static Task LockOutAsync(IRevocationService revocations, string subject) =>
        revocations.RevokeAsync(Revocation.OfSubject("corporate", subject, issuedBefore: null));

    public static Task EndSessionAsync(IRevocationService revocations, string sessionId) =>
        revocations.RevokeSessionAsync("corporate", sessionId);

    public static Task KillAsync(IRevocationService revocations, string tokenId, DateTimeOffset expiresAt) =>
        revocations.RevokeAsync(Revocation.OfToken("corporate", tokenId, expiresAt));

    public static Task LockClientOutAsync(IRevocationService revocations, string clientId) =>
        revocations.RevokeAsync(Revocation.OfClient("corporate", clientId, issuedBefore: null));

    public static Task DistrustUntilNowAsync(IRevocationService revocations) =>
        revocations.RevokeIssuerAsync("corporate");

    public static Task<bool> LiftAsync(IRevocationService revocations, string subject) =>
        revocations.LiftAsync(new("corporate", RevocationKind.Subject, subject));

    public static void Share<TStore>(WebApplicationBuilder builder)
        where TStore : class, IRevocationStore
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddRevocationStore<TStore>();
    }
}
