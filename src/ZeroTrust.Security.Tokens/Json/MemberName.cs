using System.Text;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>A name from the settings or the code, ready to be looked for in one object after another. Immutable.</summary>
internal sealed class MemberName(string name)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(name);

    /// <summary>Its characters, not escaped.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>Its <see cref="NameKey"/>.</summary>
    public ushort Key { get; } = NameKey.Of(Encoding.UTF8.GetBytes(name));
}
