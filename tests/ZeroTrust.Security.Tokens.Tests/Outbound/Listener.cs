using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>A real server on one address of this machine that notes the <c>Authorization</c> of each request.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Listener(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>The header of each request, the empty text for none.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    public ConcurrentQueue<string> Bodies { get; } = new();

    public RequestDelegate Answer { get; set; } = static _ => Task.CompletedTask;

    public static async Task<Listener> StartAsync(string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address), 0));
        var listener = new Listener(builder.Build());
        listener._app.Run(listener.AnswerAsync);
        await listener._app.StartAsync();
        listener.Address = new(listener._app.Urls.First());
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Seen.Enqueue(http.Request.Headers.Authorization.ToString());
        using var reader = new StreamReader(http.Request.Body);
        Bodies.Enqueue(await reader.ReadToEndAsync(http.RequestAborted));
        await Answer(http);
    }
}
