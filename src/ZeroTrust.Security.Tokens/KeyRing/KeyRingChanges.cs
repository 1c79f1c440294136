using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Says what is new in a version of the ring, in each process that takes it.</summary>
internal static class KeyRingChanges
{
    public static void Log(ILogger logger, Ring? before, Ring after)
    {
        if (before?.Version == after.Version)
        {
            return;
        }

        KeyRingLog.Adopted(logger, after.Version, after.Keys.Count, after.Active.KeyId);
        if (before is not null)
        {
            LogSteps(logger, before, after);
        }
    }

    private static void LogSteps(ILogger logger, Ring before, Ring after)
    {
        if (after.Pending is { } pending && pending.KeyId != before.Pending?.KeyId)
        {
            KeyRingLog.Announced(logger, pending.KeyId);
        }

        if (after.Active.KeyId != before.Active.KeyId)
        {
            KeyRingLog.Activated(logger, after.Active.KeyId, before.Active.KeyId);
        }

        foreach (var key in before.Keys.ExceptBy(after.Keys.Select(static key => key.KeyId), static key => key.KeyId, StringComparer.Ordinal))
        {
            KeyRingLog.Gone(logger, key.KeyId);
        }
    }
}
