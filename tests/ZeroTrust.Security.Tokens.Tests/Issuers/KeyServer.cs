using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>A real server on loopback that answers each path as the test says, and counts.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _hits = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private KeyServer(WebApplication app) => _app = app;

    public int Port { get; private set; }

    public int TotalHits => _hits.Values.Sum();

    /// <summary>The names of the headers of each request.</summary>
    public ConcurrentQueue<string[]> Headers { get; } = new();

    public static async Task<KeyServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var server = new KeyServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        server.Port = new Uri(server._app.Urls.First()).Port;
        return server;
    }

    public int Hits(string path) => _hits.GetValueOrDefault(path);

    public void Map(string path, RequestDelegate answer) => _answers[path] = answer;

    public void Map(string path, string body) => Map(path, http =>
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body);
    });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        _hits.AddOrUpdate(path, 1, static (_, hits) => hits + 1);
        Headers.Enqueue([.. http.Request.Headers.Keys.Order(StringComparer.Ordinal)]);
        if (_answers.TryGetValue(path, out var answer))
        {
            return answer(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
