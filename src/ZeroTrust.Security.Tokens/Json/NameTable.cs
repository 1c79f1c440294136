using System.Numerics;
using System.Text;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>A short list of names known beforehand, with what each stands for. Compared ordinally. Immutable.</summary>
internal sealed class NameTable<TValue>
{
    private const uint OddFactor = 0x9E37_79B1;

    // Four places or more for each name, and a factor that puts no two names in one: a look-up is one product and one comparison.
    private readonly byte[] _places;
    private readonly int _shift;
    private readonly uint _factor = OddFactor;

    private readonly ushort[] _keys;
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

        _places = new byte[BitOperations.RoundUpToPowerOf2((uint)_keys.Length * 4)];
        _shift = 32 - BitOperations.Log2((uint)_places.Length);
        while (!TryPlace())
        {
            _factor *= OddFactor;
        }
    }

    /// <summary>Finds the name of a member.</summary>
    /// <param name="member">Where the member is reached.</param>
    /// <param name="value">What it stands for.</param>
    public bool TryFind(scoped ref readonly JsonMembers member, out TValue? value)
    {
        ref readonly var name = ref member.NameNode;
        var at = name.Escaped ? FindDecoded(member.Name) : Find(name.Key, member.RawName);
        value = at < 0 ? default : _values[at];
        return at >= 0;
    }

    /// <summary>Finds a name of the settings.</summary>
    public bool TryFind(MemberName name, out TValue? value)
    {
        var at = Find(name.Key, name.Utf8);
        value = at < 0 ? default : _values[at];
        return at >= 0;
    }

    // One name at most has the key, so one text is compared.
    private int Find(ushort key, ReadOnlySpan<byte> name)
    {
        var at = _places[PlaceOf(key)];
        return _keys[at] == key && name.SequenceEqual(_names[at]) ? at : -1;
    }

    private int PlaceOf(ushort key) => (int)((key * _factor) >> _shift);

    // An empty place stands for the first name, as good as any other: the key tells.
    private bool TryPlace()
    {
        _places.AsSpan().Clear();
        var taken = new bool[_places.Length];
        for (var i = 0; i < _keys.Length; i++)
        {
            var place = PlaceOf(_keys[i]);
            if (taken[place])
            {
                return false;
            }

            taken[place] = true;
            _places[place] = (byte)i;
        }

        return true;
    }

    private int FindDecoded(scoped in JsonValue name)
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
