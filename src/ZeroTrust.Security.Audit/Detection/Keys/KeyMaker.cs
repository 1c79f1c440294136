using System.Buffers.Binary;
using System.Security.Cryptography;
using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Makes the key that a rule counts a record under: 16 bytes under a secret of this process, however long the names are.</summary>
internal sealed class KeyMaker(IReadOnlyList<AuditField> fields)
{
    private static readonly UInt128 Secret = BinaryPrimitives.ReadUInt128LittleEndian(RandomNumberGenerator.GetBytes(16));

    private readonly AuditField[] _fields = [.. fields];

    /// <returns><see langword="false"/> where the record lacks a field: it does not count.</returns>
    public bool TryMake(in AuditRecord record, out UInt128 key)
    {
        var hash = new KeyedHash(Secret);
        foreach (ref readonly var field in _fields.AsSpan())
        {
            if (!FieldReader.TryAdd(ref hash, field, record))
            {
                key = default;
                return false;
            }
        }

        key = hash.End();
        return true;
    }
}
