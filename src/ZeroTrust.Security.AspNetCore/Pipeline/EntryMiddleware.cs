using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Stands before our routing: marks the request as ours, so that the match which follows is known for our own.</summary>
internal sealed class EntryMiddleware(RequestDelegate next)
{
    private bool _hasRouted;

    public Task Invoke(HttpContext context)
    {
        var access = RequestAccess.Of(context) ?? RequestAccess.Begin(context);
        access.BeginRouting(context);
        try
        {
            var running = Volatile.Read(ref _hasRouted) ? next(context) : RouteFirst(context, access);
            return access.IsRouting ? AwaitRoutingAsync(running, access) : running;
        }
        catch
        {
            access.IsRouting = false;
            throw;
        }
    }

    private Task RouteFirst(HttpContext context, RequestAccess access)
    {
        var builds = access.IsRouting;
        var running = RouterWatch.RouteFirst(context, access, next);
        Volatile.Write(ref _hasRouted, builds);
        return running;
    }

    /// <summary>Routing still waits, or threw (an ambiguous match, a matcher policy): what an error handler routes next is not ours.</summary>
    private static async Task AwaitRoutingAsync(Task running, RequestAccess access)
    {
        try
        {
            await running.ConfigureAwait(false);
        }
        catch
        {
            access.IsRouting = false;
            throw;
        }
    }
}
