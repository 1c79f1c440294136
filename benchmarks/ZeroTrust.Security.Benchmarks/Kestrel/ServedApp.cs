using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Benchmarks.Pipeline;

namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>The server's side of the end-to-end rows: the application on Kestrel, at a free port of 127.0.0.1, in a process of its own.</summary>
internal static class ServedApp
{
    public const string Ready = "ready ";
    public const string KeySetVariable = "BENCHMARK_KEY_SET";

    private static readonly byte[] Body = """[{"id":17,"state":"shipped"},{"id":18,"state":"paid"}]"""u8.ToArray();

    /// <summary>Serves until its standard input ends, so that it never outlives the process that measures.</summary>
    public static async Task<int> RunAsync(Protection protection)
    {
        var keySet = Environment.GetEnvironmentVariable(KeySetVariable) ?? throw new InvalidOperationException($"{KeySetVariable} is not set.");
        await using var app = OrdersApp.Build(
            protection,
            Access.ScopeAndPermission,
            keySet,
            static context =>
            {
                context.Response.ContentLength = Body.Length;
                context.Response.ContentType = "application/json";
                return context.Response.Body.WriteAsync(Body, 0, Body.Length);
            },
            static builder => builder.WebHost.ConfigureKestrel(static server => server.Listen(IPAddress.Loopback, 0)));
        await app.StartAsync();
        Console.WriteLine(Ready + app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}
