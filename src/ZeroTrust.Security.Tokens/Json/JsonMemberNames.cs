using System.Buffers;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>
/// Finds a member name that an object has twice. Mostly the names' keys all differ and that settles it. Otherwise a few names are
/// compared pairwise, and many go through a table whose hash is keyed by the process, so that names cannot be made to collide
/// (CVE-2011-3414).
/// </summary>
internal static class JsonMemberNames
{
    private const int MaxKeys = 32;
    private const int MaxPairwise = 8;
    private const int StackTable = 128;

    /// <summary>Whether the object at <paramref name="container"/>, complete on the tape, has two members of one name.</summary>
    public static bool HasDuplicate(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int container) =>
        !HaveDistinctKeys(tape, container) && CompareNames(json, tape, container);

    /// <summary>Whether names known to differ is all there is: true only then.</summary>
    private static bool HaveDistinctKeys(ReadOnlySpan<JsonNode> tape, int container)
    {
        Span<ushort> keys = stackalloc ushort[MaxKeys];
        var count = 0;
        var seen = 0UL;
        for (var name = container + 1; name < tape[container].Next; name = tape[name + 1].Next)
        {
            ref readonly var node = ref tape[name];
            if (node.Escaped || count == keys.Length)
            {
                return false;
            }

            // One of 64 bits for each key: where it is still clear the key is new, and only otherwise the keys are looked through.
            var bit = 1UL << (node.Key >> 10);
            if ((seen & bit) != 0 && keys[..count].Contains(node.Key))
            {
                return false;
            }

            seen |= bit;
            keys[count++] = node.Key;
        }

        return true;
    }

    private static bool CompareNames(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int container)
    {
        var count = 0;
        for (var name = container + 1; name < tape[container].Next; name = tape[name + 1].Next)
        {
            count++;
        }

        return count <= MaxPairwise ? ComparePairwise(json, tape, container) : CompareByTable(json, tape, container, count);
    }

    private static bool ComparePairwise(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int container)
    {
        var end = tape[container].Next;
        for (var first = container + 1; first < end; first = tape[first + 1].Next)
        {
            for (var second = tape[first + 1].Next; second < end; second = tape[second + 1].Next)
            {
                if (AreEqual(json, tape[first], tape[second]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool CompareByTable(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int container, int count)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * 2);
        int[]? rented = null;
        var table = size <= StackTable ? stackalloc int[size] : (rented = ArrayPool<int>.Shared.Rent(size)).AsSpan(0, size);
        table.Clear();
        var found = false;
        for (var name = container + 1; name < tape[container].Next && !found; name = tape[name + 1].Next)
        {
            var slot = Hash(json, tape[name]) & (size - 1);
            while (table[slot] != 0 && !found)
            {
                found = AreEqual(json, tape[table[slot]], tape[name]);
                slot = (slot + 1) & (size - 1);
            }

            table[slot] = name;
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        return found;
    }

    private static bool AreEqual(ReadOnlySpan<byte> json, JsonNode a, JsonNode b) =>
        JsonText.AreEqual(json.Slice(a.Start, a.Length), a.Escaped, json.Slice(b.Start, b.Length), b.Escaped);

    private static int Hash(ReadOnlySpan<byte> json, JsonNode name)
    {
        var text = json.Slice(name.Start, name.Length);
        if (!name.Escaped)
        {
            return KeyedHash.Of(text);
        }

        byte[]? rented = null;
        var decoded = text.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(text.Length);
        var hash = KeyedHash.Of(decoded[..JsonText.Decode(text, decoded)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return hash;
    }
}
