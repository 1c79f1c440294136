using System.Runtime.CompilerServices;

namespace ZeroTrust.Security;

/// <summary>Grants that an endpoint asks for, compiled to a mask by a <see cref="PermissionModel"/>. Immutable, shared by threads.</summary>
public sealed class PermissionRequirement
{
    private readonly PermissionModel _model;
    private readonly ulong[] _mask;
    private readonly int _count;

    // The mask when it asks only for some of the first 64 grants; otherwise 0.
    private readonly ulong _first;

    // What the grants held of those must come to at least: the mask itself when all are asked for, else any of its bits.
    private readonly ulong _least;

    internal PermissionRequirement(PermissionModel model, Grant[] grants, ulong[] mask, int count, bool all)
    {
        _model = model;
        _mask = mask;
        _count = count;
        _first = mask.Length == 1 ? mask[0] : 0;
        _least = all && _first != 0 ? _first : 1;
        Grants = grants;
        All = all;
    }

    /// <summary>The grants asked for.</summary>
    /// <value>At least one.</value>
    public IReadOnlyList<Grant> Grants { get; }

    /// <summary>Whether every grant must be held, or one of them is enough.</summary>
    /// <value><see langword="true"/>: every one.</value>
    public bool All { get; }

    /// <summary>Compares masks; the set's mask is built at its first use with this model and allocates only then.</summary>
    /// <param name="held">What the caller holds.</param>
    /// <returns><see langword="true"/> when the requirement is met.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="held"/> is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsMetBy(PermissionSet held)
    {
        ArgumentNullException.ThrowIfNull(held);

        // Nearly every check that passes ends here, in the caller's own code: one word, no call, no array. Bits of before the model
        // grew lack the newer grants, so they can only say no too often; who is told no is asked again with all there is.
        var bits = held.Bits;
        return (ReferenceEquals(bits.Model, _model) && (bits.First & _first) >= _least) || IsMetByWords(held);
    }

    private bool IsMetByWords(PermissionSet held)
    {
        var words = held.BitsFor(_model, _count).Words;
        return All ? HoldsAll(words, _mask) : HoldsAny(words, _mask);
    }

    private static bool HoldsAll(ulong[] words, ulong[] mask)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            if ((words[i] & mask[i]) != mask[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsAny(ulong[] words, ulong[] mask)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            if ((words[i] & mask[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
