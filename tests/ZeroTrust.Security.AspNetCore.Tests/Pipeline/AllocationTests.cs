using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>What a warm request allocates over the same pipeline without us: one object, and nothing waits.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class AllocationTests
{
    private const int OneObject = 56;

    private static readonly RequestDelegate Handler = static _ => Task.CompletedTask;

    [Theory]
    [InlineData("/permission", 200)]
    [InlineData("/scope", 200)]
    [InlineData("/user", 200)]
    [InlineData("/open", 200)]
    [InlineData("/denied", 403)]
    public async Task WarmRequest_AllocatesOneObject(string path, int status) => await AssertAddedAsync(path, withToken: true, status);

    [Fact]
    public async Task RequestWithoutToken_Refused_AllocatesOneObject() => await AssertAddedAsync("/permission", withToken: false, 401);

    [Theory]
    [InlineData("/permission")]
    [InlineData("/user")]
    [InlineData("/open")]
    public async Task WarmRequest_RecordedInTheJournal_AllocatesNothingMore(string path)
    {
        var directory = Directory.CreateTempSubdirectory("zt-bytes-").FullName;
        try
        {
            await AssertAddedAsync(path, withToken: true, 200, ours => ours.AddAuditJournal(Path.Combine(directory, "audit")));
            var lines = Directory.GetFiles(directory, "*.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadLines);
            Assert.True(lines.Count(static line => line.Contains("\"type\":\"access\"", StringComparison.Ordinal)) >= 5000, "Each of the measured requests is on record.");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task AssertAddedAsync(string path, bool withToken, int status, Action<IZeroTrustBuilder>? add = null)
    {
        var token = new OneToken(new string('a', 1000), new() { User = new("corporate", "alice"), Permissions = new(["orders:read"], [], ["orders"], []) });
        var (without, plain) = await BareServer.StartAsync(null, app => Map(app, path, declare: false));
        var (with, ours) = await BareServer.StartAsync(token, app => Map(app, path, declare: true), add);
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

    // One endpoint at a time: for several, routing compiles a table in the background and allocates until it has.
    private static void Map(WebApplication app, string path, bool declare)
    {
        var endpoint = app.MapGet(path, Handler);
        if (declare)
        {
            Declare(endpoint, path);
        }
    }

    private static void Declare(IEndpointConventionBuilder endpoint, string path) => _ = path switch
    {
        "/permission" => endpoint.RequirePermission("orders:read").RequireScope("orders"),
        "/scope" => endpoint.RequireScope("orders"),
        "/user" => endpoint.RequirePermission("orders:read").RequireUser(),
        "/open" => endpoint.AllowAnonymousBecause("a test"),
        _ => endpoint.RequirePermission("other:permission"),
    };
}
