using System.Net;
using System.Text.Json;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>What an answer is compared by: the status and the code of the problem body.</summary>
internal static class Answers
{
    public static async Task<string> ShortAsync(this Task<HttpResponseMessage> sending)
    {
        var response = await sending;
        return $"{(int)response.StatusCode} {await response.CodeAsync()}".TrimEnd();
    }

    public static async Task<string?> CodeAsync(this HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return body.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    public static void Is(this HttpResponseMessage response, HttpStatusCode status) => Assert.Equal(status, response.StatusCode);
}
