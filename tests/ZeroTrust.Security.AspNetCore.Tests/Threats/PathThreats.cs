using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>Ways around an endpoint's requirement, through the real server.</summary>
public sealed class PathThreats
{
    [Fact]
    public async Task F8_NoFormOfAProtectedPath_RunsItsHandler()
    {
        var runs = 0;
        await using var site = await StartAsync(app => app.Map("/admin/users/{id}", () => ++runs).RequirePermission("users:read"));

        foreach (var path in Forms())
        {
            var answer = await SendRawAsync(site, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            Assert.True(answer.StartsWith("HTTP/1.1 401", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), $"{path}: {answer}");
        }

        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task F9_NoMethodOrOverrideHeader_GetsPast()
    {
        var runs = 0;
        await using var site = await StartAsync(app =>
        {
            app.Map("/any", () => ++runs).RequirePermission("users:read");
            app.MapGet("/get", () => ++runs).RequirePermission("users:read");
            app.MapPost("/open", () => ++runs).AllowAnonymousBecause("a test");
            app.MapDelete("/open", () => runs += 100).RequirePermission("users:delete");
        });
        foreach (var path in new[] { "/any", "/get" })
        {
            foreach (var method in new[] { "GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "get", "JEFF" })
            {
                var answer = await SendRawAsync(site, $"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                Assert.True(answer.StartsWith("HTTP/1.1 401", StringComparison.Ordinal), $"{method} {path}: {answer}");
            }
        }

        Assert.Equal(0, runs);
        foreach (var header in new[] { "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method" })
        {
            var answer = await SendRawAsync(site, $"POST /open?_method=DELETE HTTP/1.1\r\nHost: x\r\n{header}: DELETE\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        }

        Assert.Equal(4, runs);
    }

    [Fact]
    public async Task F10_SmuggledRequests_AreRefusedOrDecidedOnTheirOwn()
    {
        var runs = 0;
        await using var site = await StartAsync(app =>
        {
            app.MapPost("/open", () => "ran").AllowAnonymousBecause("a test");
            app.MapGet("/admin", () => ++runs).RequirePermission("users:read");
        });
        site.Tokens.Add("good", Callers.User("alice", "users:read"));
        const string Inner = "GET /admin HTTP/1.1\r\nHost: x\r\n\r\n";
        string[] requests =
        [
            $"POST /open HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Inner}",
            $"POST /open HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: {Inner.Length}\r\n\r\n{Inner}",
            $"POST /open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0;a\n\r\n\r\n{Inner}",
            $"POST /open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0;\nxx\r\n4d\r\n0\r\n\r\n{Inner}",
            $"POST /open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n{Inner}",
            $"POST /open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{Inner}",
            $"GET /admin HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nAuthorization: Bearer good\r\n\r\n{Inner}",
        ];
        foreach (var request in requests)
        {
            await SendRawAsync(site, request);
        }

        // A credential is never carried over to the next request of a connection.
        var two = await SendRawAsync(site, $"GET /admin HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n{Inner.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)}");

        Assert.Equal(1, runs);
        Assert.Contains("HTTP/1.1 200", two, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 401", two, StringComparison.Ordinal);
    }

    [Fact]
    public async Task K6_TraceHeaders_AreBoundedAndNoIdentity()
    {
        await using var site = await StartAsync(app =>
            app.MapGet("/orders", static (HttpContext http) => http.GetCaller().ToString()).RequirePermission("orders:read"));
        string[] headers =
        [
            $"traceparent: {new string('a', 20_000)}", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "traceparent: \u001b[31m",
            $"X-Request-ID: {new string('b', 8_000)}", "X-Correlation-ID: admin", "X-User-ID: admin", "tracestate: a=b", "baggage: user=admin", "Request-Id: |x.1",
        ];
        foreach (var header in headers)
        {
            var answer = await SendRawAsync(site, $"GET /orders HTTP/1.1\r\nHost: x\r\n{header}\r\nConnection: close\r\n\r\n");
            Assert.True(answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{header[..10]}: {answer}");
        }

        foreach (var recorded in site.Trail.Events)
        {
            Assert.Same(Caller.Anonymous, recorded.Caller);
            Assert.InRange(recorded.RequestId?.Length ?? 0, 0, 128);
            Assert.True(recorded.TraceId is null || (recorded.TraceId.Length == 32 && recorded.TraceId.All(char.IsAsciiHexDigitLower)), recorded.TraceId);
        }
    }

    private static IEnumerable<string> Forms()
    {
        string[] whole =
        [
            "/admin/users/1", "/ADMIN/users/1", "/Admin/Users/1", "/admin/users/1/", "/admin/users/1?", "/admin/users/1?x=/public", "/admin/users/1;a=b", "/admin;a=b/users/1",
            "/admin/users/1%00", "/admin/users/1.json", "/admin/users/1.", "/admin./users/1", "/admin/users/%31", "/%61dmin/users/1", "/%2561dmin/users/1", "/admin%2fusers%2f1",
            "/admin%5cusers%5c1", "/admin\\users\\1", "\\admin\\users\\1", "/admin/users/1%20", "/admin/users/1%09", "/admin/users/1#x", "http://x/admin/users/1", "//x/admin/users/1",
            "/public/..%2fadmin/users/1", "/public/%2e%2e/admin/users/1", "/public/..;/admin/users/1", "/.;/admin/users/1", "/admin/users/1/..", "/admin/users/1/../1",
            "/admin/users/%2e%2e/1", "/adm%69n/us%65rs/1", "/admin/users/1%23", "/admin/users/1%3f", "/admin/users/%c0%af", "/admin/users/1%0d%0a", "/\u00e4dmin/users/1",
        ];
        string[] fronts = ["//", "/./", "/../", "/%2e/", "/%2e%2e/", "/%2f", "///", "/x/../", "/x/./../", "/%252e%252e/", "/;/", "/.%2e/", "/..%00/", "/%5c"];
        string[] between = ["//", "/./", "/x/../", "/%2e/", "/%2e%2e/", "%2f", "/;/", "/%20/", "\\"];
        return whole
            .Concat(fronts.Select(static front => front + "admin/users/1"))
            .Concat(between.Select(static gap => "/admin" + gap + "users/1"))
            .Concat(between.Select(static gap => "/admin/users" + gap + "1"))
            .Concat(Enumerable.Range(0, 8).Select(static i => string.Concat(Enumerable.Repeat("/", i + 1)) + "admin/users/1"))
            .Concat(Enumerable.Range(1, 25).Select(static i => $"/admin/users/1?{i}=/admin/../"));
    }

    private static Task<Site> StartAsync(Action<WebApplication> map) => Site.StartAsync(
        app =>
        {
            app.UseZeroTrust();
            map(app);
        },
        null,
        kestrel: true);

    private static async Task<string> SendRawAsync(Site site, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(site.Address.Host, site.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));

        var first = new byte[4096];
        var length = await stream.ReadAsync(first);
        return Encoding.Latin1.GetString(first, 0, length) + await ReadRestAsync(client, stream, ends: !request.Contains("Connection: close", StringComparison.Ordinal));
    }

    private static async Task<string> ReadRestAsync(TcpClient client, NetworkStream stream, bool ends)
    {
        try
        {
            if (ends)
            {
                // Not before the first answer, and not where the server closes: it takes the end of our stream for a caller who has gone.
                client.Client.Shutdown(SocketShutdown.Send);
            }

            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadToEndAsync();
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            return "";
        }
    }
}
