using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace ZeroTrust.Security;

/// <summary>
/// One version of a secret: a value, named fields, or both, all of the same moment. Immutable; threads may share it. Whoever made or was given it
/// disposes it; one that a handle gave is the handle's.
/// </summary>
[DebuggerDisplay("[secret] version {Version}")]
public sealed class SecretVersion : IDisposable
{
    /// <summary>The longest value a secret may have.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The most fields a secret may have.</summary>
    public const int MaxFields = 64;

    private readonly Secret? _value;

    /// <summary>A secret of one value.</summary>
    /// <param name="value">The value; it belongs to the version from now on.</param>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxBytes"/>.</exception>
    public SecretVersion(Secret value)
        : this(FrozenDictionary<string, Secret>.Empty, Check(value))
    {
    }

    /// <summary>A secret with named fields.</summary>
    /// <param name="fields">The fields; at most <see cref="MaxFields"/>. The secrets belong to the version from now on.</param>
    /// <param name="value">The value as a whole, where the store has one beside the fields. With none, the one of a single field.</param>
    /// <exception cref="ArgumentException">There is no field and no value, there are too many, one has a name that <see cref="SecretRef"/> does not allow, or one is too long.</exception>
    public SecretVersion(IReadOnlyDictionary<string, Secret> fields, Secret? value = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count > MaxFields || (fields.Count == 0 && value is null))
        {
            throw new ArgumentException($"A secret has a value, or 1 to {MaxFields} fields.", nameof(fields));
        }

        foreach (var (name, field) in fields)
        {
            if (!SecretNames.IsField(name))
            {
                throw new ArgumentException("A field is 1 to 128 ASCII letters, digits, '_', '.' and '-'.", nameof(fields));
            }

            Check(field);
        }

        Fields = fields.ToFrozenDictionary(StringComparer.Ordinal);
        _value = value is not null ? Check(value) : Fields.Count == 1 ? Fields.First().Value : null;
    }

    /// <summary>The value: of the field that the reference names, or of the whole.</summary>
    /// <value>Never empty.</value>
    /// <exception cref="InvalidOperationException">The secret has several fields and no value as a whole: name one in the reference, or take <see cref="Fields"/>.</exception>
    [JsonIgnore]
    public Secret Value => _value ?? throw new InvalidOperationException("The secret has several fields: name one in the reference, as in secret://store/name#field.");

    /// <summary>Whether there is a <see cref="Value"/>.</summary>
    /// <value>False for several fields without a value as a whole.</value>
    public bool HasValue => _value is not null;

    /// <summary>The fields, all of the same moment.</summary>
    /// <value>Empty for a secret of one value.</value>
    public IReadOnlyDictionary<string, Secret> Fields { get; }

    /// <summary>What the store calls this version.</summary>
    /// <value>Null where it has no name for it; a handle then counts them. No secret, and nothing derived from one.</value>
    public string? Version { get; init; }

    /// <summary>A number that rises with each version and never goes back, where the store promises that. A lower one than was seen is then not taken.</summary>
    /// <value>Null where it does not promise it.</value>
    public long? Sequence { get; init; }

    /// <summary>When the store ends this version, such as a lease of credentials. It is not served beyond that.</summary>
    /// <value>UTC; null where it has no end.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether asking for this version makes or renews it at the store, as with a lease of credentials. It is then asked for at 60 to 66 hundredths of its life, and not at the interval of polling.</summary>
    /// <value>The default is <see langword="false"/>; without an <see cref="ExpiresAt"/> it means nothing.</value>
    public bool IsLeased { get; init; }

    /// <summary>Zeroes the value and the fields.</summary>
    public void Dispose()
    {
        _value?.Dispose();
        foreach (var (_, field) in Fields)
        {
            field.Dispose();
        }
    }

    /// <summary>Never the value.</summary>
    /// <returns>A mask.</returns>
    public override string ToString() => "[secret]";

    private static Secret Check(Secret value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length <= MaxBytes ? value : throw new ArgumentException($"A secret has at most {MaxBytes} bytes.", nameof(value));
    }
}
