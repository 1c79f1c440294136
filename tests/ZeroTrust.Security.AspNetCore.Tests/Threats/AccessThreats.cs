using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>Who may call what: kinds of caller, permissions, owners, tenants.</summary>
public sealed class AccessThreats
{
    [Fact]
    public async Task C13_KindsOfCaller_DoNotStandInForEachOther()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/user", static () => "").RequireUser();
            app.MapGet("/service", static () => "").AllowAnyService();
            app.MapGet("/both", static () => "").RequireUser().AllowAnyService();
            app.MapGet("/any", static () => "").RequireAuthenticatedCaller();
            app.MapGet("/permission", static () => "").RequirePermission("orders:read");
            app.MapGet("/owner/{id}", static () => "").RequireOwner("id");
            app.MapGet("/role", static () => "").RequireRole("boss");
            app.MapGet("/callers", static () => "").AllowCallers("desk");
            app.MapGet("/client", static () => "").RequireClient("desk");
        });
        PermissionSet all = new(["orders:read"], [], [], ["boss"]);
        var user = site.Tokens.Add("user", new() { User = new("corporate", "desk"), Client = "desk", Permissions = all });
        var service = site.Tokens.Add("service", new() { Service = new("desk", "payments", "desk"), Permissions = all });
        var other = site.Tokens.Add("other", new() { Service = new("other", "payments", "desk"), Client = "other", Permissions = all });
        var both = site.Tokens.Add("both", new() { User = new("corporate", "desk"), Service = new("desk", "payments", "desk"), Permissions = all });

        (string Path, string User, string Service, string Other, string Both)[] rows =
        [
            ("/user", "200", "403 access_denied", "403 access_denied", "200"),
            ("/service", "403 access_denied", "200", "200", "200"),
            ("/both", "403 access_denied", "403 access_denied", "403 access_denied", "200"),
            ("/any", "200", "200", "200", "200"),
            ("/permission", "200", "200", "200", "200"),
            ("/owner/desk", "200", "403 access_denied", "403 access_denied", "200"),
            ("/role", "200", "403 access_denied", "403 access_denied", "200"),
            ("/callers", "403 access_denied", "200", "403 access_denied", "200"),
            ("/client", "200", "403 access_denied", "403 access_denied", "403 access_denied"),
        ];
        foreach (var row in rows)
        {
            Assert.Equal((row.Path, row.User), (row.Path, await site.GetAsync(row.Path, user).ShortAsync()));
            Assert.Equal((row.Path, row.Service), (row.Path, await site.GetAsync(row.Path, service).ShortAsync()));
            Assert.Equal((row.Path, row.Other), (row.Path, await site.GetAsync(row.Path, other).ShortAsync()));
            Assert.Equal((row.Path, row.Both), (row.Path, await site.GetAsync(row.Path, both).ShortAsync()));
            Assert.Equal((row.Path, "401 credential_missing"), (row.Path, await site.GetAsync(row.Path).ShortAsync()));
        }
    }

    [Fact]
    public async Task C14_MissingTenantOrClient_IsNobodys()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/tenants/{tenant?}", static () => "").RequireTenant("tenant");
            app.MapGet("/client", static () => "").RequireClient("web");
        });
        var none = site.Tokens.Add("none", Callers.User("alice"));
        var empty = site.Tokens.Add("empty", new() { User = new("corporate", "alice"), Tenant = "", Client = "" });
        var acme = site.Tokens.Add("acme", new() { User = new("corporate", "alice"), Tenant = "acme", Client = "web" });
        var elsewhere = site.Tokens.Add("elsewhere", new() { User = new("elsewhere", "alice"), Tenant = "acme" });

        foreach (var token in new[] { none, empty, elsewhere })
        {
            Assert.Equal((token, "403 access_denied"), (token, await site.GetAsync("/tenants/acme", token).ShortAsync()));
            Assert.Equal((token, "403 access_denied"), (token, await site.GetAsync("/tenants", token).ShortAsync()));
            Assert.Equal((token, "403 access_denied"), (token, await site.GetAsync("/client", token).ShortAsync()));
        }

        Assert.Equal("200", await site.GetAsync("/tenants/acme", acme).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/tenants/other", acme).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/tenants", acme).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/client", acme).ShortAsync());
    }

    [Fact]
    public async Task C16_ClaimsThatAreCalledRoles_BecomeNone()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/me", static (HttpContext http) => string.Join(' ', new[]
            {
                http.User.IsInRole("admin"), http.User.HasClaim("ROLE", "admin"), http.User.Identity!.Name == "alice", http.GetCaller().Permissions.HasRole("admin"),
            })).RequireUser();
            app.MapGet("/role", static () => "").RequireRole("admin");
            app.MapGet("/authorize", static () => "").RequireAuthorization(static policy => policy.RequireRole("admin"));
        });
        var forged = site.Tokens.Add(
            "forged",
            Callers.User("alice"),
            new("sub", "alice", TokenClaimKind.Text),
            new("role", "admin", TokenClaimKind.Text),
            new("roles", "admin", TokenClaimKind.Text),
            new("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "admin", TokenClaimKind.Text),
            new("name", "root", TokenClaimKind.Text),
            new("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "root", TokenClaimKind.Text),
            new(ZeroTrustDefaults.RoleClaimType, "admin", TokenClaimKind.Text));

        Assert.Equal("False False True False", await (await site.GetAsync("/me", forged)).Content.ReadAsStringAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/role", forged).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/authorize", forged).ShortAsync());
    }

    [Fact]
    public async Task I1_Permissions_MatchByTheWholeNameAlone()
    {
        await using var site = await Site.StartAsync(static app => app.MapGet("/orders", static () => "").RequirePermission("orders:read"));
        string[] near =
        [
            "orders", "orders:", "orders:r", "orders:readall", "orders:read ", " orders:read", "Orders:read", "ORDERS:READ", "orders:*", "*", "orders.read",
            "orders:read:all", "xorders:read", "orders:read,orders:write", "orders:read orders:write", "orders\u200B:read", "ordeṟs:read",
        ];
        for (var i = 0; i < near.Length; i++)
        {
            var token = site.Tokens.Add($"t{i}", Callers.User("alice", near[i]));
            Assert.Equal((near[i], "403 insufficient_scope"), (near[i], await site.GetAsync("/orders", token).ShortAsync()));
        }

        foreach (var (pattern, expected) in new[] { ("*", "200"), ("orders:*", "200"), ("orders:read", "200"), ("order:*", "403 insufficient_scope"), ("orders:read:*", "403 insufficient_scope") })
        {
            var token = site.Tokens.Add($"p{pattern.Length}{pattern.Replace(':', '-').Replace('*', '_')}", new() { User = new("corporate", "a"), Permissions = new([], [pattern], [], []) });
            Assert.Equal((pattern, expected), (pattern, await site.GetAsync("/orders", token).ShortAsync()));
        }
    }

    [Fact]
    public async Task I2_Scopes_AreComparedOneByOneAndAreNoPermissions()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/scope", static () => "").RequireScope("orders:read");
            app.MapGet("/permission", static () => "").RequirePermission("orders:read");
        });
        var rows = new[] { "orders:read orders:write", "orders:read\torders:write", "orders:read\u00A0x", "Orders:read", "" };
        for (var i = 0; i < rows.Length; i++)
        {
            var token = site.Tokens.Add($"t{i}", new() { User = new("corporate", "a"), Permissions = new([], [], [rows[i]], []) });
            Assert.Equal((rows[i], "403 insufficient_scope"), (rows[i], await site.GetAsync("/scope", token).ShortAsync()));
        }

        var scope = site.Tokens.Add("scope", new() { User = new("corporate", "a"), Permissions = new([], [], ["orders:read"], []) });
        var permission = site.Tokens.Add("permission", Callers.User("a", "orders:read"));
        Assert.Equal("200", await site.GetAsync("/scope", scope).ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/permission", scope).ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/scope", permission).ShortAsync());
    }

    [Fact]
    public async Task I3_AllAndAny_AgreeWithANaiveModel()
    {
        string[] names = ["a:x", "b:x", "c:x", "d:x"];
        var policies = new List<(string Path, string[] Names, bool All)>();
        await using var site = await Site.StartAsync(app =>
        {
            for (var mask = 1; mask < 16; mask++)
            {
                var chosen = Choose(names, mask);
                policies.Add(($"/all{mask}", chosen, true));
                policies.Add(($"/any{mask}", chosen, false));
                app.MapGet($"/all{mask}", static () => "").RequirePermission(chosen);
                app.MapGet($"/any{mask}", static () => "").RequireAnyPermission(chosen);
            }
        });

        for (var held = 0; held < 16; held++)
        {
            var has = Choose(names, held);
            var token = site.Tokens.Add($"t{held}", Callers.User("alice", has));
            foreach (var (path, required, all) in policies)
            {
                var expected = all ? required.All(has.Contains) : required.Any(has.Contains);
                var actual = await site.GetAsync(path, token).ShortAsync() == "200";
                Assert.True(expected == actual, $"{path} with {string.Join(' ', has)}: {actual}");
            }
        }
    }

    [Fact]
    public async Task I3_EmptyRequirement_DoesNotStart()
    {
        Assert.Contains("empty list", await Site.RefusalAsync(static app => app.MapGet("/x", static () => "").RequirePermission()), StringComparison.Ordinal);
        Assert.Contains("empty list", await Site.RefusalAsync(static app => app.MapGet("/x", static () => "").RequireAnyPermission()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task I4_OtherTenantsAndOwnersObjects_AreDenied()
    {
        await using var site = await Site.StartAsync(static app =>
            app.MapGet("/tenants/{tenant}/users/{user}/orders", static () => "").RequirePermission("orders:read").RequireTenant("tenant").RequireOwner("user"));
        var token = site.Tokens.Add("token", new() { User = new("corporate", "alice"), Tenant = "acme", Permissions = new(["orders:read"], [], [], []) });

        Assert.Equal("200", await site.GetAsync("/tenants/acme/users/alice/orders", token).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/tenants/other/users/alice/orders", token).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/tenants/acme/users/bob/orders", token).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/tenants/ACME/users/alice/orders", token).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/tenants/acme%20/users/alice/orders", token).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/tenants/acme/users/alice%2F/orders", token).ShortAsync());
    }

    private static string[] Choose(string[] names, int mask) => [.. names.Where((_, i) => (mask & (1 << i)) != 0)];
}
