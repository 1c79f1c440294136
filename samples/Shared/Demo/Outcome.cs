namespace Samples.Demo;

/// <summary>The answers of the closed list that the demo meets.</summary>
internal static class Outcome
{
    public static DemoAnswer Ok => new(200);

    public static DemoAnswer Malformed => new(400, "invalid_request");

    public static DemoAnswer NoCredential => new(401, "credential_missing");

    public static DemoAnswer BadToken => new(401, "invalid_token");

    public static DemoAnswer NoPermission => new(403, "insufficient_scope");

    public static DemoAnswer Denied => new(403, "access_denied");

    public static DemoAnswer Throttled => new(429, "throttled");
}
