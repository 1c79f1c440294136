using System.Buffers;

namespace ZeroTrust.Security;

/// <summary>What stores, secrets and their fields may be called: nothing that a path, an address or a shell would read as something else.</summary>
internal static class SecretNames
{
    public const string NameRule =
        "The name of a secret is 1 to 512 characters: parts of ASCII letters, digits and '_.-+=@' with '/' in between, of which none begins with '..' or is '.'.";

    private const int MaxStoreLength = 32;
    private const int MaxNameLength = 512;
    private const int MaxFieldLength = 128;

    private static readonly SearchValues<char> StoreCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-+=@");
    private static readonly SearchValues<char> FieldCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

    public static bool IsStore(string? text) => text is { Length: > 0 and <= MaxStoreLength } && !text.AsSpan().ContainsAnyExcept(StoreCharacters);

    public static bool IsField(string? text) => text is { Length: > 0 and <= MaxFieldLength } && !text.AsSpan().ContainsAnyExcept(FieldCharacters);

    public static bool IsName(string? text)
    {
        if (text is not { Length: > 0 and <= MaxNameLength })
        {
            return false;
        }

        foreach (var range in text.AsSpan().Split('/'))
        {
            var part = text.AsSpan()[range];

            // Kubernetes keeps what a mount's links lead to in names that begin with two dots.
            if (part.IsEmpty || part is "." || part.StartsWith("..", StringComparison.Ordinal) || part.ContainsAnyExcept(NameCharacters))
            {
                return false;
            }
        }

        return true;
    }
}
