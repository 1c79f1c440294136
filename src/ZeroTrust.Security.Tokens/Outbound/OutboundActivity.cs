using System.Diagnostics;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The trace of one attempt to have a token; nothing is made unless somebody listens.</summary>
internal static class OutboundActivity
{
    private static readonly ActivitySource Source = new("ZeroTrust.Security.Tokens");

    public static Activity? StartFetch(string client)
    {
        var activity = Source.HasListeners() ? Source.StartActivity("zerotrust.service_token.fetch") : null;
        activity?.SetTag("zerotrust.client", client);
        return activity;
    }

    public static void Stop(Activity? activity, ServiceTokenFailure failure) => activity?.SetTag("zerotrust.service_token.failure", (int)failure);
}
