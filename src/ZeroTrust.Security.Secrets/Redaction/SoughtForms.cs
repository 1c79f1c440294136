using System.Numerics;
using System.Runtime.InteropServices;

namespace ZeroTrust.Security.Secrets;

/// <summary>All that is looked for at one moment, in one pass over a text. Immutable.</summary>
internal sealed class SoughtForms
{
    private const int FilterBitsEach = 64;
    private const int LeastFilterBits = 4096;
    private const int MostFilterBits = 1 << 20;

    private readonly WindowHash _hash;
    private readonly Dictionary<uint, SoughtForm[]> _forms;
    private readonly ulong[] _filter;
    private readonly int _shift;

    public SoughtForms(IEnumerable<SoughtForm> forms, WindowHash hash)
    {
        _hash = hash;
        _forms = forms.GroupBy(static form => form.Hash).ToDictionary(static group => group.Key, static group => group.ToArray());
        var bits = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp((long)_forms.Count * FilterBitsEach, LeastFilterBits, MostFilterBits));
        _filter = new ulong[bits / 64];
        _shift = 32 - BitOperations.Log2((uint)bits);
        foreach (var one in _forms.Keys)
        {
            _filter[one >> _shift >> 6] |= 1UL << (int)(one >> _shift);
        }
    }

    /// <summary>How many different hashes are looked for.</summary>
    public int Count => _forms.Count;

    public void Find(ReadOnlySpan<char> text, ref Findings found)
    {
        if (_forms.Count == 0)
        {
            return;
        }

        // In locals, and cut from its front: most of what a text costs is this loop.
        var (filter, shift, hashing) = (_filter, _shift, _hash.Keys);
        for (var rest = MemoryMarshal.AsBytes(text); rest.Length >= WindowHash.Bytes; rest = rest[sizeof(char)..])
        {
            var hash = WindowHash.Of(rest, hashing);
            var bit = hash >> shift;
            if ((filter[(int)(bit >> 6)] >> (int)bit & 1) != 0 && _forms.TryGetValue(hash, out var forms))
            {
                Compare(forms, text, text.Length - (rest.Length / sizeof(char)), ref found);
                if (found.IsExhausted)
                {
                    return;
                }
            }
        }
    }

    private static void Compare(SoughtForm[] forms, ReadOnlySpan<char> text, int at, ref Findings found)
    {
        foreach (var form in forms)
        {
            form.Compare(text, at, ref found);
        }
    }
}
