using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>
/// What hands out identities on loopback, written from the API references: <c>AssumeRoleWithWebIdentity</c> of STS, which service accounts of Kubernetes use, and the address of credentials that containers are given.
/// </summary>
internal sealed class IdentityEmulation : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _made;

    private IdentityEmulation(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What the service shows to be given an identity.</summary>
    public string Proof { get; init; } = "c4n4ry-Zq7-proof";

    /// <summary>When what it hands out ends; the SDK has the time of the machine.</summary>
    public DateTimeOffset Expiration { get; set; } = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last identity that was handed out.</summary>
    public (string AccessKey, string SecretKey, string? Token) Made => ($"ASIA{_made}", $"c4n4ry-Zq7-key-{_made}", $"c4n4ry-Zq7-token-{_made}");

    /// <summary>Called before an identity is handed out.</summary>
    public Action OnMade { get; set; } = static () => { };

    public static async Task<IdentityEmulation> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var emulation = new IdentityEmulation(app);
        app.MapPost("/", emulation.AssumeAsync);
        app.MapGet("/credentials", emulation.ContainerAsync);
        await app.StartAsync();
        return emulation;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AssumeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["Action"] != "AssumeRoleWithWebIdentity" || form["WebIdentityToken"] != Proof || form["RoleArn"] != "arn:aws:iam::123456789012:role/orders")
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("<ErrorResponse><Error><Type>Sender</Type><Code>InvalidIdentityToken</Code><Message>No.</Message></Error></ErrorResponse>", http.RequestAborted);
            return;
        }

        var (accessKey, secretKey, token) = Make();
        http.Response.ContentType = "text/xml";
        await http.Response.WriteAsync(
            $"""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>{accessKey}</AccessKeyId><SecretAccessKey>{secretKey}</SecretAccessKey><SessionToken>{token}</SessionToken><Expiration>{Expiration:yyyy-MM-ddTHH:mm:ssZ}</Expiration>
            </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
            """,
            http.RequestAborted);
    }

    private Task ContainerAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization != Proof)
        {
            http.Response.StatusCode = 401;
            return Task.CompletedTask;
        }

        var (accessKey, secretKey, token) = Make();
        return http.Response.WriteAsync(
            $$"""{"AccessKeyId":"{{accessKey}}","SecretAccessKey":"{{secretKey}}","Token":"{{token}}","Expiration":"{{Expiration:yyyy-MM-ddTHH:mm:ssZ}}"}""", http.RequestAborted);
    }

    private (string AccessKey, string SecretKey, string? Token) Make()
    {
        _made++;
        OnMade();
        return Made;
    }
}
