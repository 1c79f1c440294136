using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Answers;

/// <summary>Tells gRPC calls: no server of it takes one under another media type.</summary>
internal static class GrpcRequest
{
    public static bool Is(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
}
