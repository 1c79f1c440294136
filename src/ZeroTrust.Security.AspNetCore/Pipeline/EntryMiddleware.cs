using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Stands before our routing: marks the request as ours, so that the match which follows is known for our own.</summary>
internal sealed class EntryMiddleware(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        var access = RequestAccess.Of(context) ?? RequestAccess.Begin(context);
        access.BeginRouting();
        try
        {
            var running = next(context);
            return access.IsRouting ? AwaitRoutingAsync(running, access) : running;
        }
        catch
        {
            access.IsRouting = false;
            throw;
        }
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
