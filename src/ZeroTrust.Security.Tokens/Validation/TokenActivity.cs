using System.Diagnostics;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>The trace of one validation; nothing is made unless somebody listens.</summary>
internal static class TokenActivity
{
    private static readonly ActivitySource Source = new("ZeroTrust.Security.Tokens");

    public static Activity? Start() => Source.HasListeners() ? Source.StartActivity("zerotrust.token.validate") : null;

    /// <summary>Gives the caller its own activity back while this one waits.</summary>
    public static void Leave(Activity? activity)
    {
        if (activity is not null)
        {
            Activity.Current = activity.Parent;
        }
    }

    public static void Stop(Activity? activity, string? issuerName, TokenFailure failure)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("zerotrust.issuer", issuerName);
        activity.SetTag("zerotrust.token.failure", (int)failure);
        activity.Dispose();
    }
}
