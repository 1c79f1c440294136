using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Whether who sent a request is throttled: one read while nobody is. It comes before what the request may do, so that the answer says nothing of that.</summary>
internal sealed class ThrottleCheck(ICallerThrottle throttle)
{
    public Refusal? Check(HttpContext context, RequestAccess access)
    {
        if (!throttle.IsActive)
        {
            return null;
        }

        var addresses = ClientAddresses.Of(context);
        var remaining = throttle.Remaining(access.Caller, addresses.Forwarded ?? addresses.Socket);
        return remaining > TimeSpan.Zero ? Refusal.Throttled(remaining) : null;
    }
}
