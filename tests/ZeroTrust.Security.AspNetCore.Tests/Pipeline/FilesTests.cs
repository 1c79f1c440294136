using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Files: in front of us the application's own, behind us endpoints like any other.</summary>
public sealed class FilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public FilesTests() => File.WriteAllText(Path.Combine(_folder.FullName, "page.txt"), "page");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true, "200", "200")]
    [InlineData(false, "401 credential_missing", "404")]
    public async Task StaticFiles_AreServedInFrontOfUsAlone(bool before, string withoutToken, string withToken)
    {
        using var files = new PhysicalFileProvider(_folder.FullName);
        await using var site = await Site.StartAsync(
            app =>
            {
                if (before)
                {
                    app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
                }

                app.UseZeroTrust();
                if (!before)
                {
                    app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
                }
            },
            null,
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice"));

        Assert.Equal(withoutToken, await site.GetAsync("/page.txt").ShortAsync());
        Assert.Equal(withToken, await site.GetAsync("/page.txt", good).ShortAsync());
    }

    [Theory]
    [InlineData(false, "401 credential_missing", "403 access_denied")]
    [InlineData(true, "200", "200")]
    public async Task StaticAssets_AreEndpoints_DeniedUnlessDeclared(bool declared, string withoutToken, string withToken)
    {
        var manifest = Path.Combine(_folder.FullName, "app.staticwebassets.endpoints.json");
        await File.WriteAllTextAsync(manifest, """
            {"Version":1,"ManifestType":"Publish","Endpoints":[{"Route":"page.txt","AssetFile":"page.txt","Selectors":[],"ResponseHeaders":[{"Name":"Content-Type","Value":"text/plain"},{"Name":"Content-Length","Value":"4"},{"Name":"ETag","Value":"\"x\""},{"Name":"Last-Modified","Value":"Sat, 01 Jan 2022 00:00:00 GMT"}],"EndpointProperties":[]}]}
            """);
        using var files = new PhysicalFileProvider(_folder.FullName);
        await using var site = await Site.StartAsync(
            app =>
            {
                app.Environment.WebRootFileProvider = files;
                app.UseZeroTrust();
                var assets = app.MapStaticAssets(manifest);
                if (declared)
                {
                    assets.AllowAnonymousBecause("public files");
                }
            },
            null,
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice"));

        Assert.Equal(withoutToken, await site.GetAsync("/page.txt").ShortAsync());
        Assert.Equal(withToken, await site.GetAsync("/page.txt", good).ShortAsync());
    }
}
