using Microsoft.Extensions.Logging;
using ZeroTrust.Security.SystemRecords;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Says what is new in a version of the ring, in each process that takes it.</summary>
internal sealed class KeyRingChanges(ILogger logger, SystemEvents? events)
{
    public void Tell(Ring? before, Ring after)
    {
        if (before?.Version == after.Version)
        {
            return;
        }

        KeyRingLog.Adopted(logger, after.Version, after.Keys.Count, after.Active.KeyId);
        if (before is not null)
        {
            TellSteps(before, after);
            TellEncryptionSteps(before.Encryption, after.Encryption);
            TellGone(before, after);
        }
    }

    public void Revoked(string keyId)
    {
        KeyRingLog.Revoked(logger, keyId);
        Record("revoke", keyId);
    }

    private void TellSteps(Ring before, Ring after)
    {
        if (after.Pending is { } pending && pending.KeyId != before.Pending?.KeyId)
        {
            KeyRingLog.Announced(logger, pending.KeyId);
            Record("announce", pending.KeyId);
        }

        if (after.Active.KeyId != before.Active.KeyId)
        {
            KeyRingLog.Activated(logger, after.Active.KeyId, before.Active.KeyId);
            Record("activate", after.Active.KeyId);
            Record("retire", before.Active.KeyId);
        }

    }

    private void TellEncryptionSteps(RingLine before, RingLine after)
    {
        if (after.Pending is { } pending && pending.KeyId != before.Pending?.KeyId)
        {
            KeyRingLog.EncryptionHeld(logger, pending.KeyId);
            Record("announce", pending.KeyId);
        }

        if (after.Active is { } active && active.KeyId != before.Active?.KeyId)
        {
            KeyRingLog.EncryptionPublished(logger, active.KeyId);
            Record("activate", active.KeyId);
            if (before.Active is { } last)
            {
                Record("retire", last.KeyId);
            }
        }
    }

    private void TellGone(Ring before, Ring after)
    {
        foreach (var key in before.Keys.ExceptBy(after.Keys.Select(static key => key.KeyId), static key => key.KeyId, StringComparer.Ordinal))
        {
            KeyRingLog.Gone(logger, key.KeyId);
            Record("remove", key.KeyId);
        }
    }

    private void Record(string action, string keyId) => events?.Say(SystemEvents.KeyRing, action, keyId);
}
