using System.Buffers;

namespace ZeroTrust.Security;

/// <summary>One named value in an event's details. Immutable.</summary>
public sealed record AuditDetail
{
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    /// <summary>Names a value.</summary>
    /// <param name="name">1 to 64 ASCII letters, digits, <c>_</c>, <c>-</c> and <c>.</c>: chosen by the application, never from a request.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is something else.</exception>
    public AuditDetail(string name, AuditValue value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxNameLength || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new ArgumentException("The name of a detail is 1 to 64 ASCII letters, digits, '_', '-' and '.'.", nameof(name));
        }

        Name = name;
        Value = value;
    }

    /// <summary>What the value is called.</summary>
    /// <value>1 to 64 ASCII letters, digits, <c>_</c>, <c>-</c> and <c>.</c></value>
    public string Name { get; }

    /// <summary>The value.</summary>
    /// <value>One of the types that <see cref="AuditValue"/> takes.</value>
    public AuditValue Value { get; }
}
