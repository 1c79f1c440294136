using System.Diagnostics.CodeAnalysis;

namespace ZeroTrust.Security;

/// <summary>
/// Says where a secret is kept: <c>secret://store/name#field</c>, such as <c>secret://vault/db/orders#password</c>. It is no secret itself. It comes
/// from settings and code, never from a request.
/// </summary>
public sealed record SecretRef : IParsable<SecretRef>
{
    /// <summary>What every reference begins with.</summary>
    public const string Prefix = "secret://";

    /// <summary>Makes a reference of its parts.</summary>
    /// <param name="store">The name that the store was added under: 1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</param>
    /// <param name="name">The name in the store: 1 to 512 characters; parts of ASCII letters, digits and <c>_.-+=@</c>, with <c>/</c> in between. No part begins with <c>..</c> or is <c>.</c></param>
    /// <param name="field">The member of a secret that has several: 1 to 128 ASCII letters, digits and <c>_.-</c>; null for the whole.</param>
    /// <exception cref="ArgumentException">A part is something else.</exception>
    public SecretRef(string store, string name, string? field = null)
    {
        Store = SecretNames.IsStore(store) ? store : throw new ArgumentException("A store is 1 to 32 of a-z, 0-9 and '-'.", nameof(store));
        Name = SecretNames.IsName(name) ? name : throw new ArgumentException(SecretNames.NameRule, nameof(name));
        Field = field is null || SecretNames.IsField(field)
            ? field
            : throw new ArgumentException("A field is 1 to 128 ASCII letters, digits, '_', '.' and '-'.", nameof(field));
    }

    /// <summary>The name that the store was added under.</summary>
    /// <value>1 to 32 characters.</value>
    public string Store { get; }

    /// <summary>The name in the store.</summary>
    /// <value>1 to 512 characters.</value>
    public string Name { get; }

    /// <summary>The member of a secret that has several.</summary>
    /// <value>Null for the whole.</value>
    public string? Field { get; }

    /// <summary>Reads a reference.</summary>
    /// <param name="text">Such as <c>secret://vault/db/orders#password</c>. Nothing in it is decoded: a <c>%</c> is refused.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="FormatException">It is none. The message does not repeat it: it may be a secret that was put where a reference belongs.</exception>
    public static SecretRef Parse(string text) =>
        TryParse(text, out var reference) ? reference : throw new FormatException("A reference to a secret is secret://store/name or secret://store/name#field.");

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">The reference.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SecretRef? reference)
    {
        reference = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text[Prefix.Length..];
        var mark = rest.IndexOf('#', StringComparison.Ordinal);
        var field = mark < 0 ? null : rest[(mark + 1)..];
        var path = mark < 0 ? rest : rest[..mark];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !SecretNames.IsStore(path[..slash]) || !SecretNames.IsName(path[(slash + 1)..]) || (field is not null && !SecretNames.IsField(field)))
        {
            return false;
        }

        reference = new(path[..slash], path[(slash + 1)..], field);
        return true;
    }

    /// <summary>The reference as text.</summary>
    /// <returns>What <see cref="Parse(string)"/> reads.</returns>
    public override string ToString() => Field is null ? $"{Prefix}{Store}/{Name}" : $"{Prefix}{Store}/{Name}#{Field}";

    static SecretRef IParsable<SecretRef>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<SecretRef>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SecretRef result) =>
        TryParse(s, out result);
}
