namespace ZeroTrust.Security;

/// <summary>
/// Gives each grant that endpoints ask for a bit position, so that a check is a mask compare. Positions are given once and only
/// added to: endpoints may appear while the service runs. One instance serves a whole service; threads may share it.
/// </summary>
public sealed class PermissionModel
{
    private readonly Lock _adding = new();
    private readonly Dictionary<Grant, int> _positions = [];
    private volatile Grant[] _grants = [];

    /// <summary>The grants that have a position.</summary>
    /// <value>In the order of their positions.</value>
    public IReadOnlyList<Grant> Grants => _grants;

    /// <summary>A requirement that every one of the grants is held.</summary>
    /// <param name="grants">At least one.</param>
    /// <returns>The compiled requirement.</returns>
    /// <exception cref="ArgumentException"><paramref name="grants"/> is empty: nothing to check is not a check that passes.</exception>
    public PermissionRequirement RequireAll(params ReadOnlySpan<Grant> grants) => Compile(grants, all: true);

    /// <summary>A requirement that at least one of the grants is held.</summary>
    /// <param name="grants">At least one.</param>
    /// <returns>The compiled requirement.</returns>
    /// <exception cref="ArgumentException"><paramref name="grants"/> is empty: nobody holds one of none.</exception>
    public PermissionRequirement RequireAny(params ReadOnlySpan<Grant> grants) => Compile(grants, all: false);

    internal PermissionBits Evaluate(PermissionSet set)
    {
        var grants = _grants;
        var words = new ulong[(grants.Length + 63) / 64];
        for (var i = 0; i < grants.Length; i++)
        {
            if (set.Has(grants[i]))
            {
                words[i / 64] |= 1UL << (i % 64);
            }
        }

        return new(this, grants.Length, words);
    }

    private PermissionRequirement Compile(ReadOnlySpan<Grant> grants, bool all)
    {
        if (grants.IsEmpty)
        {
            throw new ArgumentException("Name at least one permission, scope or role.", nameof(grants));
        }

        lock (_adding)
        {
            var positions = new int[grants.Length];
            for (var i = 0; i < grants.Length; i++)
            {
                positions[i] = PositionOf(grants[i]);
            }

            var highest = positions.Max();
            var mask = new ulong[(highest / 64) + 1];
            foreach (var position in positions)
            {
                mask[position / 64] |= 1UL << (position % 64);
            }

            return new(this, grants.ToArray(), mask, highest + 1, all);
        }
    }

    private int PositionOf(Grant grant)
    {
        if (!_positions.TryGetValue(grant, out var position))
        {
            position = _grants.Length;
            _positions.Add(grant, position);
            _grants = [.. _grants, grant];
        }

        return position;
    }
}
