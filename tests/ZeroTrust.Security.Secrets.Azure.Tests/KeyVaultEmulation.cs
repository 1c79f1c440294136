using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Azure.Tests;

/// <summary>
/// Azure Key Vault on loopback, over TLS and under a vault's own name, written from its REST reference: the challenge to a request without a token, versions with attributes, lists in pages, errors with their inner codes. The real SDK
/// asks it, and checks the challenge as it does in Azure.
/// </summary>
internal sealed class KeyVaultEmulation : IAsyncDisposable
{
    public const string Tenant = "72f988bf-0000-0000-0000-2d7cd011db47";

    private static readonly X509Certificate2 Certificate = MakeCertificate();

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Stored>> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private int _minutes;

    private KeyVaultEmulation(WebApplication app, TimeProvider clock) => (_app, _clock) = (app, clock);

    /// <summary>The name it is asked under: one for each, since the SDK remembers the challenge of a host as long as the process lives.</summary>
    public Uri Vault { get; } = new($"https://orders-{Guid.NewGuid():N}.vault.azure.net");

    /// <summary>The token that it takes.</summary>
    public string Token { get; set; } = "token-1";

    /// <summary>What it asks a token for.</summary>
    public string Resource { get; set; } = "https://vault.azure.net";

    public int PageSize { get; set; } = 25;

    /// <summary>What it does in place of answering: false where it has not answered. It is asked after the token was checked.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = static _ => Task.FromResult(false);

    /// <summary>Changes what it would answer with.</summary>
    public Func<JsonObject, JsonObject> Altered { get; set; } = static answer => answer;

    /// <summary>The paths that were asked for with a token that was taken.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Every path that was asked for, with a token or without.</summary>
    public List<string> Paths { get; } = [];

    /// <summary>How often it asked for a token.</summary>
    public int Challenges { get; private set; }

    /// <summary>All headers of the last request.</summary>
    public string Headers { get; private set; } = "";

    public static async Task<KeyVaultEmulation> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.UseHttps(Certificate)));
        var app = builder.Build();
        var emulation = new KeyVaultEmulation(app, clock);
        app.Run(emulation.AnswerAsync);
        await app.StartAsync();
        return emulation;
    }

    /// <summary>Connections as the package makes them, but to here, whatever the name.</summary>
    public SocketsHttpHandler Connections()
    {
        var handler = VaultClient.CreateHandler();
        var port = new Uri(_app.Urls.Single()).Port;
        handler.ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        };
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is X509Certificate2 shown && shown.Thumbprint == Certificate.Thumbprint,
        };
        return handler;
    }

    /// <summary>Puts a version in, which is in force from then on.</summary>
    public string Put(string name, string value, Action<JsonObject>? attributes = null)
    {
        lock (_gate)
        {
            if (!_secrets.TryGetValue(name, out var versions))
            {
                _secrets.Add(name, versions = []);
            }

            var created = _clock.GetUtcNow().AddMinutes(-60 + ++_minutes).ToUnixTimeSeconds();
            var made = new JsonObject { ["enabled"] = true, ["created"] = created, ["updated"] = created, ["recoveryLevel"] = "Recoverable+Purgeable", ["recoverableDays"] = 90 };
            attributes?.Invoke(made);
            versions.Add(new(Guid.NewGuid().ToString("N"), value, created, made));
            return versions[^1].Version;
        }
    }

    public void Remove(string name)
    {
        lock (_gate)
        {
            _secrets.Remove(name);
        }
    }

    public static async Task<bool> FailAsync(HttpContext http, int status, string code, string? inner = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        var error = new JsonObject { ["code"] = code, ["message"] = "Caller: appid=c4n4ry-Zq7;oid=4c2e6a8b;iss=https://sts.windows.net/" };
        if (inner is not null)
        {
            error["innererror"] = new JsonObject { ["code"] = inner };
        }

        await http.Response.WriteAsync(new JsonObject { ["error"] = error }.ToJsonString(), http.RequestAborted);
        return true;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=vault.azure.net", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Headers = string.Join('\n', http.Request.Headers);
        lock (_gate)
        {
            Paths.Add(http.Request.Path.Value!);
        }

        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            Challenges++;
            http.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.windows.net/{Tenant}\", resource=\"{Resource}\"";
            await FailAsync(http, 401, "Unauthorized");
            return;
        }

        lock (_gate)
        {
            Requests.Add(http.Request.Path.Value!);
        }

        if (await Instead(http))
        {
            return;
        }

        var parts = http.Request.Path.Value!.Trim('/').Split('/');
        if (http.Request.Method != "GET" || parts is not ["secrets", { } name, ..] || !http.Request.Query.ContainsKey("api-version") || http.Request.Host.Host != Vault.Host)
        {
            await FailAsync(http, 400, "BadParameter");
            return;
        }

        var (status, answer, inner) = parts is [_, _, "versions"] ? (200, List(name, http.Request), null) : Value(name, parts is [_, _, { Length: > 0 } version] ? version : null);
        if (answer is null)
        {
            await FailAsync(http, status, status == 404 ? "SecretNotFound" : "Forbidden", inner);
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(Altered(answer).ToJsonString(), http.RequestAborted);
    }

    private (int Status, JsonObject? Answer, string? Inner) Value(string name, string? version)
    {
        lock (_gate)
        {
            var found = _secrets.GetValueOrDefault(name)?.Where(one => version is null || one.Version == version).MaxBy(static one => one.Created);
            if (found is null || !found.Attributes["enabled"]!.GetValue<bool>())
            {
                return found is null ? (404, null, null) : (403, null, "SecretDisabled");
            }

            var answer = Described(name, found);
            answer["value"] = found.Content;
            return (200, answer, null);
        }
    }

    // One that is not there has no versions, and is no error.
    private JsonObject List(string name, HttpRequest request)
    {
        lock (_gate)
        {
            var from = int.TryParse(request.Query["$skiptoken"], System.Globalization.CultureInfo.InvariantCulture, out var skipped) ? skipped : 0;
            var all = _secrets.GetValueOrDefault(name) ?? [];
            var next = from + PageSize < all.Count ? $"https://{Vault.Host}:443/secrets/{name}/versions?api-version={request.Query["api-version"]}&$skiptoken={from + PageSize}&maxresults={PageSize}" : null;
            return new() { ["value"] = new JsonArray([.. all.Skip(from).Take(PageSize).Select(one => (JsonNode)Described(name, one))]), ["nextLink"] = next };
        }
    }

    private JsonObject Described(string name, Stored one) => new() { ["id"] = $"https://{Vault.Host}/secrets/{name}/{one.Version}", ["attributes"] = one.Attributes.DeepClone() };

    private sealed record Stored(string Version, string Content, long Created, JsonObject Attributes);
}
