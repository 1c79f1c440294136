using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>What a warm request allocates over the same pipeline without us: one object, and nothing waits.</summary>
public sealed class AllocationTests
{
    private const int OneObject = 56;

    private static readonly RequestDelegate Handler = static _ => Task.CompletedTask;

    [Theory]
    [InlineData("/permission", 200)]
    [InlineData("/scope", 200)]
    [InlineData("/grouped/1", 200)]
    [InlineData("/open", 200)]
    [InlineData("/denied", 403)]
    public async Task WarmRequest_AllocatesOneObject(string path, int status) => await AssertAddedAsync(path, withToken: true, status);

    [Fact]
    public async Task RequestWithoutToken_Refused_AllocatesOneObject() => await AssertAddedAsync("/permission", withToken: false, 401);

    private static async Task AssertAddedAsync(string path, bool withToken, int status)
    {
        var token = new OneToken(new string('a', 1000), new() { User = new("corporate", "alice"), Permissions = new(["orders:read"], [], ["orders"], []) });
        var (without, plain) = await BareServer.StartAsync(null, static app => Map(app, declare: false));
        var (with, ours) = await BareServer.StartAsync(token, static app => Map(app, declare: true));
        await using (without)
        await using (with)
        {
            var header = withToken ? token.Header : null;
            var baseline = plain.BytesOf(path, header);

            var added = ours.BytesOf(path, header) - baseline;

            Assert.Equal(status, ours.Status);
            Assert.True(added is OneObject, $"{path} adds {added} bytes a request, not {OneObject}.");
        }
    }

    private static void Map(WebApplication app, bool declare)
    {
        Declare(app.MapGet("/permission", Handler), static one => one.RequirePermission("orders:read").RequireScope("orders"));
        Declare(app.MapGet("/scope", Handler), static one => one.RequireScope("orders"));
        Declare(app.MapGet("/grouped/{id}", Handler), static one => one.RequirePermission("orders:read").RequireUser());
        Declare(app.MapGet("/open", Handler), static one => one.AllowAnonymousBecause("a test"));
        Declare(app.MapGet("/denied", Handler), static one => one.RequirePermission("other:permission"));

        void Declare(IEndpointConventionBuilder endpoint, Action<IEndpointConventionBuilder> declaration)
        {
            if (declare)
            {
                declaration(endpoint);
            }
        }
    }
}
