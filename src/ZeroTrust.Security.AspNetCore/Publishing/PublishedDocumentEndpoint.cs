using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Publishing;

/// <summary>Answers GET and HEAD with one of the documents, as HTTP caches want it (RFC 9110 §13.1.2, RFC 9111 §5.2.2); 503 while there is none.</summary>
internal sealed class PublishedDocumentEndpoint(
    IServiceKeyPublication publication, AnswerWriter answers, Func<ServiceKeyDocuments, PublishedDocument> select, string contentType)
{
    private static readonly Refusal NoRing = new(Answer.KeysUnavailable, "key_ring_unavailable");

    public Task InvokeAsync(HttpContext context)
    {
        if (publication.Current is not { } documents)
        {
            return answers.WriteAsync(context, NoRing, again: false);
        }

        var document = select(documents);
        var response = context.Response;
        response.Headers.ETag = document.EntityTag;
        response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={(long)documents.MaxAge.TotalSeconds}");
        if (IsKnown(context.Request.Headers.IfNoneMatch, document.EntityTag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = contentType;
        response.ContentLength = document.Content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(document.Content, context.RequestAborted).AsTask();
    }

    // The weak comparison: If-None-Match asks for no other.
    private static bool IsKnown(StringValues given, string entityTag)
    {
        if (given.Count == 0 || !EntityTagHeaderValue.TryParseList(given, out var tags))
        {
            return false;
        }

        foreach (var tag in tags)
        {
            if (tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(entityTag, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
