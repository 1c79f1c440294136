using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Stands before our routing: marks the request as ours, so that the match which follows is known for our own.</summary>
internal sealed class EntryMiddleware(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        var access = RequestAccess.Of(context);
        if (access is null)
        {
            context.Features.Set(access = new RequestAccess());
        }

        access.IsRouting = true;
        access.Matched = null;
        try
        {
            return next(context);
        }
        catch
        {
            // Routing threw (an ambiguous match): what an error handler routes next is not ours.
            access.IsRouting = false;
            throw;
        }
    }
}
