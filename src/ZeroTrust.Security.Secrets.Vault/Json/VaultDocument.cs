using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>
/// An answer's body: one JSON object, checked whole, of bounded depth. Members are looked up where they are needed, and nothing is copied but what is taken.
/// </summary>
internal readonly ref struct VaultDocument
{
    private const int MaxDepth = 16;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow };

    private readonly ReadOnlySpan<byte> _body;

    private VaultDocument(ReadOnlySpan<byte> body) => _body = body;

    /// <summary>Checks a body.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out VaultDocument document)
    {
        document = new(body);
        var reader = new Utf8JsonReader(body, Strict);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read())
            {
                // To the end: it is whole, and nothing follows.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Finds a member of the whole.</summary>
    /// <param name="reader">Stands at its value.</param>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it is there and not null.</returns>
    public bool TryFind(out Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader = new(_body, Strict);
        reader.Read();
        return VaultJson.TryEnter(ref reader, name);
    }

    /// <summary>Finds a member of a member.</summary>
    public bool TryFind(out Utf8JsonReader reader, ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name) =>
        TryFind(out reader, parent) && VaultJson.TryEnter(ref reader, name);

    /// <summary>Finds a member of a member of a member.</summary>
    public bool TryFind(out Utf8JsonReader reader, ReadOnlySpan<byte> grandparent, ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name) =>
        TryFind(out reader, grandparent, parent) && VaultJson.TryEnter(ref reader, name);

    public string? Text(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name) => TryFind(out var reader, parent, name) ? VaultJson.TextOf(reader) : null;

    public Secret? Secret(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name) => TryFind(out var reader, parent, name) ? VaultJson.SecretOf(reader) : null;

    public Secret? Secret(ReadOnlySpan<byte> name) => TryFind(out var reader, name) ? VaultJson.SecretOf(reader) : null;

    public long? Number(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name) => TryFind(out var reader, parent, name) ? VaultJson.NumberOf(reader) : null;

    public long? Number(ReadOnlySpan<byte> name) => TryFind(out var reader, name) ? VaultJson.NumberOf(reader) : null;

    public bool Flag(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name) => TryFind(out var reader, parent, name) && reader.TokenType == JsonTokenType.True;

    public bool Flag(ReadOnlySpan<byte> name) => TryFind(out var reader, name) && reader.TokenType == JsonTokenType.True;
}
