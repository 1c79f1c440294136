using System.Diagnostics;
using System.Globalization;

namespace ZeroTrust.Security;

/// <summary>
/// A value in an event's details. Only the types with a conversion below can be one: a <see cref="Secret"/>, an array of bytes or any
/// object does not compile. Immutable.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct AuditValue : IEquatable<AuditValue>
{
    private const string DigestMask = "[digest]";

    private readonly string? _text;

    private AuditValue(AuditValueKind kind, string text)
    {
        Kind = kind;
        _text = text;
    }

    /// <summary>What it is.</summary>
    /// <value><see cref="AuditValueKind.None"/> for a default value and for a null text.</value>
    public AuditValueKind Kind { get; }

    /// <summary>Text. What has the shape of a token or a key is masked when it is written, and what is too long is cut.</summary>
    /// <param name="value">The text; null is recorded as nothing.</param>
    public static implicit operator AuditValue(string? value) => value is null ? default : new(AuditValueKind.Text, value);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator AuditValue(int value) => (long)value;

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator AuditValue(long value) => new(AuditValueKind.Number, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number with all its digits: an amount of money stays what it was.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator AuditValue(decimal value) => new(AuditValueKind.Number, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number; what is none (<see cref="double.NaN"/>, an infinity) is recorded as text.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator AuditValue(double value) =>
        new(double.IsFinite(value) ? AuditValueKind.Number : AuditValueKind.Text, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>True or false.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator AuditValue(bool value) => new(AuditValueKind.Boolean, value ? "true" : "false");

    /// <summary>An identifier, as text in the form with hyphens.</summary>
    /// <param name="value">The identifier.</param>
    public static implicit operator AuditValue(Guid value) => new(AuditValueKind.Text, value.ToString("D"));

    /// <summary>A time, as text in UTC (RFC 3339).</summary>
    /// <param name="value">The time.</param>
    public static implicit operator AuditValue(DateTimeOffset value) =>
        new(AuditValueKind.Text, value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>A length of time, in seconds.</summary>
    /// <param name="value">The length.</param>
    public static implicit operator AuditValue(TimeSpan value) => (decimal)value.Ticks / TimeSpan.TicksPerSecond;

    /// <summary>Whether two values are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether kind and text are equal.</returns>
    public static bool operator ==(AuditValue left, AuditValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether kind or text differ.</returns>
    public static bool operator !=(AuditValue left, AuditValue right) => !left.Equals(right);

    /// <summary>A name from a closed list.</summary>
    /// <typeparam name="TEnum">The list.</typeparam>
    /// <param name="value">The entry.</param>
    /// <returns>Its name as text.</returns>
    public static AuditValue Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString();

    /// <summary>
    /// An identifier that is to be compared and not read, such as a card or telephone number: the record shows a digest under a key, so that
    /// nobody without the key finds the value by trying all there are, and beside it which key that was.
    /// </summary>
    /// <param name="value">The identifier.</param>
    /// <returns>The value; nothing but the writer of a journal reads what is in it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public static AuditValue Digest(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(AuditValueKind.Digest, value);
    }

    /// <summary>For writers of events, to make the digest: what is in a value of the kind <see cref="AuditValueKind.Digest"/>.</summary>
    /// <returns>The text; of other kinds the same as <see cref="ToString"/>.</returns>
    public string Reveal() => _text ?? "";

    /// <inheritdoc/>
    public bool Equals(AuditValue other) => Kind == other.Kind && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AuditValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _text);

    /// <summary>The value as text; of an identifier to be digested a fixed mask.</summary>
    /// <returns>Empty for nothing.</returns>
    public override string ToString() => Kind == AuditValueKind.Digest ? DigestMask : _text ?? "";
}
