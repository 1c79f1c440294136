using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>Keeps each answer of a service, and plants the tokens that come in: what proves one is its last part.</summary>
internal sealed class ResponseTap(string service, Outputs outputs) : IStartupFilter
{
    /// <summary>Where the answer is what somebody has put there.</summary>
    public const string LeakPath = "/probe/leak";

    private const int ShortestSignature = 40;

    public string Leak { get; set; } = "";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(TapAsync);
        next(app);
    };

    private async Task TapAsync(HttpContext http, RequestDelegate next)
    {
        PlantToken(http.Request.Headers.Authorization.ToString());
        var original = http.Response.Body;
        using var body = new MemoryStream();
        http.Response.Body = body;
        if (http.Request.Path == LeakPath)
        {
            await http.Response.WriteAsync(Leak, http.RequestAborted);
        }
        else
        {
            await next(http);
        }

        http.Response.Body = original;
        await original.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
        var headers = string.Join('\n', http.Response.Headers.Select(static header => $"{header.Key}: {header.Value}"));
        outputs.Say("responses", $"{service} {http.Request.Path} {http.Response.StatusCode}\n{headers}\n{WithoutEcho(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length))}");
    }

    // The framework's page for developers gives a request its own headers back, in Development alone.
    private static string WithoutEcho(string body) => body.Split("\nHEADERS\n=======")[0];

    private void PlantToken(string header)
    {
        if (header.Split('.') is [.., { Length: >= ShortestSignature } signature])
        {
            outputs.Plant($"token:{signature[..8]}", signature);
        }
    }
}
