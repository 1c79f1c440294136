using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.Benchmarks.Audit;

/// <summary>One allowed request as it stands before its handler, and what is recorded of it.</summary>
internal sealed class WarmRequest
{
    public const string Connection = "0HN8V3Q2K1L4M";
    public const string Route = "/orders/{id}";

    public WarmRequest()
    {
        Context.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { ConnectionId = Connection, RemoteIpAddress = Address });
        Context.Request.Method = "GET";
        Access = RequestAccess.Begin(Context);
        Access.Policy = new() { Kind = PolicyKind.Rules, Resource = Route };
        Access.Take(TokenVerdict.Accept(new() { IssuerName = "corporate", Caller = Caller, ExpiresAt = DateTimeOffset.MaxValue, Claims = [] }), null!, Context);
    }

    public static IPAddress Address { get; } = IPAddress.Parse("203.0.113.7");

    public static Caller Caller { get; } = new() { User = new("corporate", "8f1d2c3b-customer-4711"), Client = "web", Tenant = "acme", Permissions = new(["orders:read"], [], [], []) };

    public DefaultHttpContext Context { get; } = new();

    public RequestAccess Access { get; }
}
