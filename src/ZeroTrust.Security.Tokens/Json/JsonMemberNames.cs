using System.Buffers;
using System.Runtime.InteropServices;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>
/// Finds a member name that an object has twice. A few names are compared pairwise; many go through a table whose hash is keyed
/// by the process, so that names cannot be made to collide (CVE-2011-3414).
/// </summary>
internal static class JsonMemberNames
{
    private const int MaxPairwise = 8;
    private const int StackTable = 128;

    /// <summary>Whether the object at <paramref name="container"/>, complete on the tape, has two members of one name.</summary>
    public static bool HasDuplicate(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int container)
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
            return Hash(text);
        }

        byte[]? rented = null;
        var decoded = text.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(text.Length);
        var hash = Hash(decoded[..JsonText.Decode(text, decoded)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return hash;
    }

    // The platform's string hash is keyed anew in each process; bytes are given to it two at a time.
    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var pairs = MemoryMarshal.Cast<byte, char>(utf8);
        var last = utf8.Length % 2 == 0 ? 0 : utf8[^1] + 1;
        return string.GetHashCode(pairs, StringComparison.Ordinal) ^ (last * 0x01000193);
    }
}
