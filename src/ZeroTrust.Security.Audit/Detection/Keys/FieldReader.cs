using System.Net;
using System.Net.Sockets;
using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Takes fields of a record into a hash.</summary>
internal static class FieldReader
{
    // What an IPv6 customer has at least, and changes within at will.
    private const int Ipv6PrefixBytes = 8;

    /// <returns><see langword="false"/> where the record has no such field.</returns>
    public static bool TryAdd(ref KeyedHash hash, in AuditField field, in AuditRecord record)
    {
        ref readonly var decision = ref record.Decision;
        var caller = decision.Caller;
        hash.Add((int)field.Kind);
        return field.Kind switch
        {
            AuditFieldKind.Actor => TryAdd(ref hash, caller?.User) || TryAdd(ref hash, caller?.Service?.Name),
            AuditFieldKind.User => TryAdd(ref hash, caller?.User),
            AuditFieldKind.Service => TryAdd(ref hash, caller?.Service?.Name),
            AuditFieldKind.Client => TryAddClient(ref hash, caller),
            AuditFieldKind.Tenant => TryAdd(ref hash, caller?.Tenant),
            AuditFieldKind.ClientAddress => TryAdd(ref hash, decision.ForwardedAddress ?? decision.ClientAddress),
            AuditFieldKind.Resource => TryAdd(ref hash, decision.Resource),
            AuditFieldKind.Action => TryAdd(ref hash, decision.Action),
            AuditFieldKind.Code => TryAdd(ref hash, decision.Code),
            AuditFieldKind.Reason => TryAdd(ref hash, decision.Reason),
            AuditFieldKind.Type => TryAdd(ref hash, decision.Type),
            AuditFieldKind.Detail => TryAdd(ref hash, DetailOf(record.Event, field.DetailName!)),
            _ => false,
        };
    }

    private static bool TryAdd(ref KeyedHash hash, UserIdentity? user)
    {
        if (user is null)
        {
            return false;
        }

        hash.Add(user.IssuerName);
        hash.Add(user.Subject);
        return true;
    }

    private static bool TryAdd(ref KeyedHash hash, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        hash.Add(text);
        return true;
    }

    private static bool TryAdd(ref KeyedHash hash, IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        hash.Add(bytes[..(address.AddressFamily == AddressFamily.InterNetworkV6 ? Ipv6PrefixBytes : length)]);
        return true;
    }

    // Two issuers may know a client of the same name.
    private static bool TryAddClient(ref KeyedHash hash, Caller? caller) =>
        caller is { Client: not null } && TryAdd(ref hash, caller.User?.IssuerName ?? caller.Service?.IssuerName) && TryAdd(ref hash, caller.Client);

    private static string? DetailOf(AuditEvent? auditEvent, string name)
    {
        var details = auditEvent?.Details;
        for (var i = 0; i < details?.Count; i++)
        {
            if (details[i].Name == name)
            {
                return details[i].Value.Reveal();
            }
        }

        return null;
    }
}
