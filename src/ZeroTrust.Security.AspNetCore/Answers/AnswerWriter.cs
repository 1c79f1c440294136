using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Answers;

/// <summary>Writes a refusal: status, challenge, problem body (RFC 9457). The reason goes out in Development only.</summary>
internal sealed class AnswerWriter(IHostEnvironment environment)
{
    private const string NoStore = "no-store";
    private const string ProblemJson = "application/problem+json";

    private readonly bool _verbose = environment.IsDevelopment();

    /// <param name="context">The request.</param>
    /// <param name="refusal">What to answer.</param>
    /// <param name="again">Whether the request was decided before: then an answer of 4xx or 5xx keeps its status and headers.</param>
    public Task WriteAsync(HttpContext context, Refusal refusal, bool again)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            return Task.CompletedTask;
        }

        if (again && response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            return AlreadyHasBody(response) ? Task.CompletedTask : WriteBodyAsync(context, refusal, response.StatusCode);
        }

        var answer = refusal.Answer;
        var headers = response.Headers;
        response.StatusCode = answer.Status;
        headers.CacheControl = NoStore;
        if (refusal.Challenge.Count > 0)
        {
            // Beside the challenges of other schemes, if an endpoint takes several.
            headers.WWWAuthenticate = StringValues.Concat(headers.WWWAuthenticate, refusal.Challenge);
        }

        if (refusal.RetryAfter is { } seconds)
        {
            headers.RetryAfter = seconds;
        }

        return WriteBodyAsync(context, refusal, answer.Status);
    }

    private static bool AlreadyHasBody(HttpResponse response) =>
        response.ContentLength is not null || !string.IsNullOrEmpty(response.ContentType);

    private Task WriteBodyAsync(HttpContext context, Refusal refusal, int status)
    {
        // A gRPC client takes nothing but its own framing as a body.
        var request = context.Request;
        if (refusal.Answer.Code is null || GrpcRequest.Is(request))
        {
            return Task.CompletedTask;
        }

        var body = _verbose || status != refusal.Answer.Status ? Compose(refusal, status, _verbose) : refusal.Answer.Body;
        var response = context.Response;
        var headers = response.Headers;
        headers.ContentType = ProblemJson;
        headers.ContentLength = body.Length;
        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, 0, body.Length, CancellationToken.None);
    }

    private static byte[] Compose(Refusal refusal, int status, bool verbose)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", status == refusal.Answer.Status ? refusal.Answer.Title : "Request failed");
            json.WriteNumber("status", status);
            json.WriteString("code", refusal.Answer.Code);
            if (verbose)
            {
                json.WriteString("reason", refusal.Reason);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
