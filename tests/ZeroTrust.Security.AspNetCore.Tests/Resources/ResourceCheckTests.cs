using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Resources;

public sealed class ResourceCheckTests
{
    [Fact]
    public async Task Check_OfALoadedResource_AnswersAsAnEndpointDoes()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            Map(app, "/owner", static check => check.Owner("alice"));
            Map(app, "/nobody", static check => check.Owner(null).Tenant(""));
            Map(app, "/either", static check => check.OwnerOrPermission("bob", "customers:read"));
            Map(app, "/tenant", static check => check.Tenant("acme").Owner("alice"));
            Map(app, "/permission", static check => check.Permission("orders:write"));
            Map(app, "/that", static check => check.That(true).That(false).Owner("alice"));
            Map(app, "/norule", static check => check);
            Map(app, "/default", static _ => default);
        });
        var alice = site.Tokens.Add("alice", new() { User = new("corporate", "alice"), Tenant = "acme" });
        var agent = site.Tokens.Add("agent", Callers.User("agent", "customers:read", "orders:write"));

        (string Path, string Alice, string Agent)[] rows =
        [
            ("/owner", "200", "403 access_denied"), ("/nobody", "403 access_denied", "403 access_denied"), ("/either", "403 access_denied", "200"),
            ("/tenant", "200", "403 access_denied"), ("/permission", "403 insufficient_scope", "200"), ("/that", "403 access_denied", "403 access_denied"),
            ("/norule", "403 access_denied", "403 access_denied"), ("/default", "403 access_denied", "403 access_denied"),
        ];
        foreach (var row in rows)
        {
            Assert.Equal(row, (row.Path, await site.GetAsync(row.Path, alice).ShortAsync(), await site.GetAsync(row.Path, agent).ShortAsync()));
            Assert.Equal((row.Path, "401 credential_missing"), (row.Path, await site.GetAsync("/open" + row.Path).ShortAsync()));
        }

        var refused = site.Trail.Events.First(static e => e.Type == "access.resource");
        Assert.Equal((AuditOutcome.Denied, "access_denied", "resource_not_owner"), (refused.Outcome, refused.Code, refused.Reason));
    }

    private static void Map(WebApplication app, string path, Func<ResourceCheck, ResourceCheck> rules)
    {
        IResult Handle(HttpContext http, IAccessControl control)
        {
            var check = rules(control.Check(http));
            return check.Allowed ? Results.Ok() : check.ToResult();
        }

        app.MapGet(path, Handle).RequireAuthenticatedCaller();
        app.MapGet("/open" + path, Handle).AllowAnonymousBecause("a test");
    }
}
