using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>
/// A Vault on loopback, written from its published HTTP API (api-docs: index, auth/token, auth/approle, auth/kubernetes, secret/kv/kv-v2, secret/databases, secret/transit, system/leases, system/wrapping-*): statuses, envelopes, lists of errors,
/// leases and tokens with their longest lives, on the clock of the test. It is as strict as a listener with <c>require_request_header</c>.
/// </summary>
internal sealed class VaultEmulation : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<EmulatedRequest> _requests = new();
    private readonly Lock _gate = new();

    private VaultEmulation(WebApplication app, ManualTimeProvider clock)
    {
        _app = app;
        Clock = clock;
        Leases = new(clock);
        Tokens = new(clock, Leases);
        KeyValues = new(clock);
        Logins = new(Tokens);
        Wrappings = new(clock);
        Database = new(clock, Leases);
    }

    public ManualTimeProvider Clock { get; }

    public EmulatedTokens Tokens { get; }

    public EmulatedLeases Leases { get; }

    public EmulatedKeyValues KeyValues { get; }

    public EmulatedLogins Logins { get; }

    public EmulatedWrappings Wrappings { get; }

    public EmulatedDatabase Database { get; }

    public EmulatedTransit Transit { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The namespace that everything is in; null for the root.</summary>
    public string? Namespace { get; set; }

    /// <summary>What answers in place of Vault; null from it lets Vault answer.</summary>
    public Func<EmulatedRequest, EmulatedAnswer?>? Trouble { get; set; }

    /// <summary>Answers by itself, below what is JSON and a status.</summary>
    public Func<HttpContext, Task>? Wire { get; set; }

    /// <summary>What came in, in its order.</summary>
    public IReadOnlyList<EmulatedRequest> Requests => [.. _requests];

    public static async Task<VaultEmulation> StartAsync(ManualTimeProvider? clock = null, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder);
        var app = builder.Build();
        var vault = new VaultEmulation(app, clock ?? new());
        app.Run(vault.AnswerAsync);
        await app.StartAsync();
        return vault;
    }

    /// <summary>How often something was asked for.</summary>
    public int CountOf(string method, string path) => _requests.Count(request => request.Method == method && request.Path == path);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Transit.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        var raw = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var request = new EmulatedRequest(http.Request.Method, raw.StartsWith("/v1/", StringComparison.Ordinal) ? raw[4..] : raw, http.Request.QueryString.Value ?? "", Header(http, "X-Vault-Token"), Header(http, "X-Vault-Namespace"), text);
        _requests.Enqueue(request);
        if (Wire is { } wire)
        {
            await wire(http);
            return;
        }

        EmulatedAnswer answer;
        lock (_gate)
        {
            answer = Header(http, "X-Vault-Request") != "true"
                ? EmulatedAnswer.Error(412, "missing 'X-Vault-Request' header")
                : Trouble?.Invoke(request) ?? Route(request);
        }

        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if ((answer.Raw ?? answer.Body?.ToJsonString()) is { } body)
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(body, http.RequestAborted);
        }
    }

    private static string? Header(HttpContext http, string name) => http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    private EmulatedAnswer Route(EmulatedRequest request)
    {
        if (request.Namespace?.TrimEnd('/') != Namespace)
        {
            return request.Path.EndsWith("/login", StringComparison.Ordinal) ? EmulatedAnswer.Error(404, "no handler for route") : EmulatedAnswer.Denied();
        }

        if ((Logins.Answer(request) ?? Wrappings.Answer(request)) is { } open)
        {
            return open;
        }

        if (Tokens.Find(request.Token) is not { } token)
        {
            return EmulatedAnswer.Error(403, "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n");
        }

        return !token.Allows(request) ? EmulatedAnswer.Error(403, "1 error occurred:\n\t* permission denied\n\n")
            : Tokens.Answer(request, token) ?? Leases.Answer(request) ?? KeyValues.Answer(request) ?? Database.Answer(request, token) ?? Transit.Answer(request) ?? EmulatedAnswer.Error(404, $"no handler for route \"{request.Path}\". route entry not found.");
    }
}
