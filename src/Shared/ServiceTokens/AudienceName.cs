using System.Buffers;

namespace ZeroTrust.Security.ServiceTokens;

/// <summary>The audience of a minted token: one service, named in full.</summary>
internal static class AudienceName
{
    public const string Accepted = "1 to 256 printable ASCII characters without spaces and without '*'";

    private const int MaxLength = 256;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static value => (char)value).Where(static value => value is not ('*' or '"' or '\\'))]);

    public static bool IsValid(string? audience) =>
        audience is { Length: > 0 and <= MaxLength } && !audience.AsSpan().ContainsAnyExcept(Characters);
}
