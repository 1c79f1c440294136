using System.Text;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Testing;

/// <summary>What an endpoint answers in place of the truth. Immutable; see <see cref="FakeTokenIssuer.Break"/>.</summary>
public sealed class IssuerFault
{
    private readonly RequestDelegate _answer;

    private IssuerFault(RequestDelegate answer) => _answer = answer;

    /// <summary>A status and no body.</summary>
    /// <param name="status">Such as 500.</param>
    /// <returns>The fault.</returns>
    public static IssuerFault Status(int status) => new(context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>200 with bytes that are no JSON.</summary>
    /// <returns>The fault.</returns>
    public static IssuerFault Garbage() => Body("<html>\0not json", "application/json");

    /// <summary>200 with well-formed JSON that is too long.</summary>
    /// <param name="bytes">How many bytes of padding.</param>
    /// <returns>The fault.</returns>
    public static IssuerFault Oversized(int bytes = 2 * 1024 * 1024) =>
        Body($"{{\"keys\":[],\"padding\":\"{new string('x', bytes)}\"}}", "application/json");

    /// <summary>A redirect to another address.</summary>
    /// <param name="location">Where to.</param>
    /// <returns>The fault.</returns>
    public static IssuerFault Redirect(string location) => new(context =>
    {
        context.Response.Redirect(location);
        return Task.CompletedTask;
    });

    /// <summary>200 with a body of your own, such as a key set with a mistake in it.</summary>
    /// <param name="text">The body.</param>
    /// <param name="contentType">Its media type.</param>
    /// <returns>The fault.</returns>
    public static IssuerFault Body(string text, string contentType = "application/json") => new(context =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    });

    /// <summary>The connection ends without an answer.</summary>
    /// <returns>The fault.</returns>
    public static IssuerFault HangUp() => new(static context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Anything else.</summary>
    /// <param name="answer">Writes the answer.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="answer"/> is null.</exception>
    public static IssuerFault Custom(RequestDelegate answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new(answer);
    }

    internal Task AnswerAsync(HttpContext context) => _answer(context);
}
