using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.SignalR;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Rechecks;

/// <summary>
/// Which requests may go on for as long as both ends like, so that their caller has to be looked at again. Of an ordinary request it
/// reads three headers and allocates nothing.
/// </summary>
internal static class LongRequests
{
    private const string EventStream = "text/event-stream";

    private static readonly string[] StreamTypes =
        [EventStream, "application/x-ndjson", "application/jsonl", "application/json-seq", "multipart/x-mixed-replace", "application/grpc"];

    /// <summary>What the endpoint says of itself, asked once when its policy is compiled: a hub, a body type that is a stream, a handler that returns one.</summary>
    public static bool Declares(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HubMetadata>() is not null
        || endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().SelectMany(static one => one.ContentTypes).Any(IsStreamType)
        || (endpoint.Metadata.GetMetadata<MethodInfo>() is { ReturnType: var type } && Streams(type));

    /// <summary>Whether this request may be a long one.</summary>
    public static bool MayBe(HttpContext context, EndpointPolicy policy)
    {
        var request = context.Request;
        return policy.StaysOpen || Upgrades(context, request) || AsksForEvents(request) || GrpcRequest.Is(request);
    }

    // A connection is handed over on the client's word alone (RFC 9110 §7.8), or as a tunnel over HTTP/2 and 3 (RFC 8441, RFC 9220).
    private static bool Upgrades(HttpContext context, HttpRequest request) =>
        (request.Headers.Connection.Count > 0 && context.Features[typeof(IHttpUpgradeFeature)] is IHttpUpgradeFeature { IsUpgradableRequest: true })
        || HttpMethods.IsConnect(request.Method);

    private static bool AsksForEvents(HttpRequest request)
    {
        foreach (var accept in request.Headers.Accept)
        {
            if (accept is { Length: >= 17 } && accept.Contains(EventStream, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStreamType(string type) => Array.Exists(StreamTypes, stream => type.StartsWith(stream, StringComparison.OrdinalIgnoreCase));

    private static bool Streams(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(IAsyncEnumerable<>)
            || ((definition == typeof(Task<>) || definition == typeof(ValueTask<>)) && Streams(type.GenericTypeArguments[0]));
    }
}
