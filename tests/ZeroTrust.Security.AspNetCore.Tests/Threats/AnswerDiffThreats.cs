using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>All causes of a refusal side by side: few answers, each the same to the byte, and the cause on record alone.</summary>
public sealed class AnswerDiffThreats
{
    private static readonly string[] Codes =
    [
        "access_denied", "audit_unavailable", "credential_missing", "insufficient_scope", "invalid_request", "invalid_token", "keys_unavailable", "state_unavailable",
    ];

    [Fact]
    public async Task K2_AnswersOfAllCauses_AreThoseOfTheClosedListAndGiveNoReason()
    {
        var held = new HeldTrail();
        held.Release(recorded: false);
        await using var site = await Site.StartAsync(Map, builder => builder.Services.AddSingleton<IAuditTrail>(held), kestrel: true);
        using var client = site.Client();
        var answers = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var causes = Causes(site.Tokens).ToList();
        foreach (var cause in causes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, cause.Path);
            foreach (var (name, value) in cause.Headers)
            {
                Assert.True(request.Headers.TryAddWithoutValidation(name, value));
            }

            using var response = await client.SendAsync(request);
            var code = await response.CodeAsync() ?? "";
            answers.TryAdd(code, []);
            answers[code].Add(await TextAsync(response));
        }

        Assert.True(causes.Count >= 50, $"{causes.Count} causes");
        Assert.Equal(Codes, answers.Keys.Order(StringComparer.Ordinal));
        Assert.All(answers, static answer => Assert.Single(answer.Value));
        var refusals = held.Events.Where(static recorded => recorded.Outcome != AuditOutcome.Allowed).ToList();
        var reasons = refusals.Select(static recorded => recorded.Reason!).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(causes.Count, refusals.Count);
        Assert.True(reasons.Count >= 40, $"The record tells {reasons.Count} causes apart.");
        var all = string.Concat(answers.SelectMany(static answer => answer.Value));
        Assert.All(reasons.Where(reason => !Codes.Contains(reason, StringComparer.Ordinal)), reason => Assert.DoesNotContain(reason, all, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("claimed", all, StringComparison.Ordinal);
        Assert.DoesNotContain("ZeroTrust", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" at ", all, StringComparison.Ordinal);
    }

    private static IEnumerable<Cause> Causes(StubTokens tokens)
    {
        foreach (var failure in Enum.GetValues<TokenFailure>().Where(static failure => failure != TokenFailure.None))
        {
            yield return Cause.Bearer("/orders", tokens.Refuse($"refused{(int)failure}", failure, new("claimed-issuer", "https://claimed.example", "claimed-key")));
        }

        var stranger = tokens.Add("stranger", Callers.User("mallory"));
        var alice = tokens.Add("alice", Callers.User("alice", "orders:read"));
        yield return Cause.Bearer("/orders", "never-seen");
        yield return new("/orders");
        yield return new("/orders", ("Authorization", "Basic YTpi"));
        yield return new("/nowhere");
        yield return new("/undeclared");
        yield return new("/orders", ("Authorization", "Bearer a b"));
        yield return new("/orders", ("Authorization", "Bearer"));
        yield return new("/orders", ("Authorization", "Bearer a,b"));
        yield return new("/orders", ("Authorization", ""));
        yield return new("/orders", ("Authorization", "Bearer one"), ("Authorization", "Bearer two"));
        yield return Cause.Bearer("/orders", stranger);
        yield return Cause.Bearer("/undeclared", alice);
        yield return Cause.Bearer("/owned/bob", alice);
        yield return Cause.Bearer("/tenants/other", alice);
        yield return Cause.Bearer("/rule", alice);
        yield return Cause.Bearer("/service", alice);
        yield return Cause.Bearer("/client", alice);
        yield return Cause.Bearer("/framework", alice);
        yield return Cause.Bearer("/resource", alice);
        yield return Cause.Bearer("/required", alice);
    }

    private static void Map(WebApplication app)
    {
        app.UseZeroTrust();
        app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
        app.MapGet("/undeclared", static () => "ran");
        app.MapGet("/owned/{userId}", static () => "ran").RequireOwner("userId");
        app.MapGet("/tenants/{tenant}", static () => "ran").RequireTenant("tenant");
        app.MapGet("/rule", static () => "ran").RequireThat(static (_, _) => false);
        app.MapGet("/service", static () => "ran").AllowCallers("payments");
        app.MapGet("/client", static () => "ran").RequireClient("app");
        app.MapGet("/framework", static () => "ran").RequireAuthorization(static policy => policy.RequireAssertion(static _ => false));
        app.MapGet("/resource", static (HttpContext http, IAccessControl access) => access.Check(http).Owner("bob").ToResult()).RequireAuthenticatedCaller().AuditAs(AuditClass.BestEffort);
        app.MapGet("/required", static () => "ran").RequirePermission("orders:read").AuditAs(AuditClass.Required);
    }

    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        var text = new StringBuilder().Append((int)response.StatusCode).Append('\n');
        var headers = response.Headers.Concat(response.Content.Headers).Where(static header => header.Key is not ("Date" or "Server"));
        foreach (var (name, values) in headers.OrderBy(static header => header.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(": ").AppendJoin('|', values).Append('\n');
        }

        return text.Append(await response.Content.ReadAsStringAsync()).ToString();
    }

    private sealed record Cause(string Path, params (string Name, string Value)[] Headers)
    {
        public static Cause Bearer(string path, string token) => new(path, ("Authorization", $"Bearer {token}"));
    }
}
