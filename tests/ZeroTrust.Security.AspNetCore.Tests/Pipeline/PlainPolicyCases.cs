using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Policies of the framework's and callers to ask them of: everything that tells one reading of a policy from another.</summary>
internal static class PlainPolicyCases
{
    private static readonly Action<AuthorizationPolicyBuilder>[] Parts =
    [
        static policy => policy.RequireAuthenticatedUser(),
        static policy => policy.RequireRole("boss"),
        static policy => policy.RequireRole("Boss", "clerk"),
        static policy => policy.AddRequirements(new RolesAuthorizationRequirement(new List<string> { "nobody", "boss" })),
        static policy => policy.AddRequirements(new RolesAuthorizationRequirement([null!, "boss"])),
        static policy => policy.AddRequirements(new RolesAuthorizationRequirement(["boss", null!])),
        static policy => policy.RequireClaim("number"),
        static policy => policy.RequireClaim("number", "1", "2"),
        static policy => policy.RequireClaim("NUMBER", "2"),
        static policy => policy.RequireClaim("word", "Two"),
        static policy => policy.AddRequirements(new ClaimsAuthorizationRequirement("word", [])),
        static policy => policy.RequireClaim("zerotrust:role"),
        static policy => policy.RequireClaim("ZeroTrust:Role", "boss"),
        static policy => policy.RequireClaim("zerotrust:role", "forged"),
        static policy => policy.RequireUserName("alice"),
        static policy => policy.RequireUserName("Alice"),
        static policy => policy.RequireAssertion(static _ => true),
        static policy => policy.RequireAssertion(static context => context.User.HasClaim("number", "2")),
        static policy => policy.AddRequirements(new NeverMet()),
        static policy => policy.AddRequirements(new OperationAuthorizationRequirement { Name = "read" }),
        static policy => policy.AddRequirements(new RolesAuthorizationRequirement(new ThrowingLater())),
    ];

    /// <summary>Every part alone and every two together, without a scheme, with ours, and with ours and another.</summary>
    public static Dictionary<string, AuthorizationPolicy> Policies()
    {
        var policies = new Dictionary<string, AuthorizationPolicy>(StringComparer.Ordinal);
        for (var i = 0; i < Parts.Length; i++)
        {
            for (var j = i; j < Parts.Length; j++)
            {
                policies.Add($"{i}-{j}", Build([], Parts[i], Parts[j]));
            }

            policies.Add($"{i}-ours", Build(["ZeroTrust"], Parts[i]));
            policies.Add($"{i}-both", Build(["ZeroTrust", "Other"], Parts[i]));
            policies.Add($"{i}-other", Build(["Other"], Parts[i]));
        }

        return policies;
    }

    public static string[] AddCallers(Site site) =>
    [
        site.Tokens.Add("boss", Of("alice", "boss"), Text("sub", "alice"), Number("number", "2"), Text("word", "Two")),
        site.Tokens.Add("clerk", Of("bob", "clerk", "other"), Text("sub", "bob"), Number("number", "1"), Number("number", "3")),
        site.Tokens.Add("nothing", Of("alice")),
        site.Tokens.Add("cases", Of("alice", "BOSS"), Text("SUB", "alice"), Text("sub", "Alice"), Text("Number", "2"), Text("WORD", "two")),
        site.Tokens.Add("twice", Of("alice", "boss", "clerk"), Text("sub", "bob"), Text("sub", "alice"), Text("word", "two"), Text("word", "Two")),
        site.Tokens.Add("forged", Of("alice"), Text("sub", "alice"), Text("zerotrust:role", "forged"), Text("ZeroTrust:Role", "boss")),
        site.Tokens.Add("service", Callers.Service("payments"), Text("sub", "payments"), Number("number", "2")),
        site.Tokens.Refuse("refused", TokenFailure.Expired),
    ];

    private static AuthorizationPolicy Build(string[] schemes, params Action<AuthorizationPolicyBuilder>[] parts)
    {
        var builder = new AuthorizationPolicyBuilder(schemes);
        Array.ForEach(parts, part => part(builder));
        return builder.Build();
    }

    private static Caller Of(string subject, params string[] roles) => new() { User = new("corporate", subject), Permissions = new([], [], [], roles) };

    private static TokenClaim Text(string name, string value) => new(name, value, TokenClaimKind.Text);

    private static TokenClaim Number(string name, string value) => new(name, value, TokenClaimKind.WholeNumber);

    /// <summary>Of a built-in kind, and asks for something else.</summary>
    private sealed class NeverMet : DenyAnonymousAuthorizationRequirement
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DenyAnonymousAuthorizationRequirement requirement) => Task.CompletedTask;
    }

    /// <summary>A list that can be read once, when the requirement is made.</summary>
    private sealed class ThrowingLater : IEnumerable<string>
    {
        private int _reads;

        public IEnumerator<string> GetEnumerator() =>
            _reads++ == 0 ? Enumerable.Repeat("boss", 1).GetEnumerator() : throw new NotSupportedException("The list cannot be read.");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
