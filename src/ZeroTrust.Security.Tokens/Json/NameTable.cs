using System.Text;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>A short list of names known beforehand, with what each stands for. Compared ordinally. Immutable.</summary>
internal sealed class NameTable<TValue>
{
    private readonly ulong[] _keys;
    private readonly byte[][] _names;
    private readonly TValue[] _values;

    /// <param name="entries">The names, of ASCII, and their values.</param>
    /// <exception cref="ArgumentException">Two names are equal, or too much alike for <see cref="NameKey"/>.</exception>
    public NameTable(params (string Name, TValue Value)[] entries)
    {
        _names = [.. entries.Select(static entry => Encoding.ASCII.GetBytes(entry.Name))];
        _values = [.. entries.Select(static entry => entry.Value)];
        _keys = [.. _names.Select(static name => NameKey.Of(name))];
        if (_keys.Distinct().Count() != _keys.Length)
        {
            throw new ArgumentException("Two names have one key.", nameof(entries));
        }
    }

    /// <summary>Finds the name of a member.</summary>
    public bool TryFind(JsonValue name, out TValue? value)
    {
        var at = name.HasEscapes ? FindDecoded(name) : Find(name.Raw);
        value = at < 0 ? default : _values[at];
        return at >= 0;
    }

    // One name at most has the key, so one text is compared.
    private int Find(ReadOnlySpan<byte> name)
    {
        var at = _keys.AsSpan().IndexOf(NameKey.Of(name));
        return at >= 0 && name.SequenceEqual(_names[at]) ? at : -1;
    }

    private int FindDecoded(JsonValue name)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.TextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
