namespace ZeroTrust.Security;

/// <summary>One bit for each of the first <paramref name="count"/> grants of a model: held or not. Immutable.</summary>
internal sealed class PermissionBits(PermissionModel? model, int count, ulong[] words)
{
    /// <summary>Of no model: what a set has before it is first asked.</summary>
    public static PermissionBits None { get; } = new(null, 0, []);

    public PermissionModel? Model { get; } = model;

    public int Count { get; } = count;

    public ulong[] Words { get; } = words;

    /// <summary>The first 64 grants, which is all of them in most services: at hand without a look into the array.</summary>
    public ulong First { get; } = words.Length == 0 ? 0 : words[0];
}
