using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Rechecks;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>What stays open through a gateway is judged again by what the caller brought, and not by what the gateway has put there.</summary>
public sealed class OpenGatewayRequestTests
{
    [Theory]
    [InlineData("/orders", "Authorization")]
    [InlineData("/elsewhere", "Authorization")]
    [InlineData("/orders", "X-Api-Key")]
    [InlineData("/orders", null)]
    [InlineData("/teapot", "Authorization")]
    public async Task RequestThatStaysOpen_GoesOnWhileItsTokenIsGood_AndEndsWithIt(string path, string? header)
    {
        await using var site = await GatewaySite.StartAsync(
            static (app, _) =>
            {
                app.UseStatusCodePagesWithReExecute("/orders/pages");
                app.UseZeroTrustGateway();
                app.UseZeroTrust();
                app.MapGet("/teapot", static () => Results.StatusCode(StatusCodes.Status418ImATeapot)).RequireUser();
                app.MapGet("/{**rest}", StreamAsync).RequireUser().RecheckWhileOpen();
            },
            new Dictionary<string, string?> { ["TokenInQuery"] = "/orders" },
            protocols: HttpProtocols.Http1);
        using var client = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, header is null ? $"{path}?access_token={site.Token()}" : path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (header is not null)
        {
            request.Headers.Authorization = new("Bearer", site.Token());
            request.Headers.TryAddWithoutValidation("X-Other", "more");
            request.Headers.TryAddWithoutValidation(header == "X-Api-Key" ? header : "X-More", "more");
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[4]);
        site.Clock.Advance(OpenRequests.Interval);
        Assert.DoesNotContain(site.Trail.Events, static entry => entry.Type == "access.ended");
        Assert.Equal(1, site.Services.GetRequiredService<OpenRequests>().Count);

        await site.Services.GetRequiredService<IRevocationService>().RevokeAsync(Revocation.OfSubject("corporate", "alice", issuedBefore: null));
        site.Clock.Advance(OpenRequests.Interval);
        Assert.Equal("Revoked", Assert.Single(site.Trail.Events, static entry => entry.Type == "access.ended").Reason);
    }

    private static async Task StreamAsync(HttpContext http)
    {
        await http.Response.WriteAsync("open", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
    }
}
