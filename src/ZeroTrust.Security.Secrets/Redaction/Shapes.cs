using System.Buffers;
using ZeroTrust.Security.Masking;

namespace ZeroTrust.Security.Secrets;

/// <summary>
/// Finds what has the shape of a token or a key. Words by which such a thing is introduced are found in one pass; what follows one is read once, and what was read is not read again, so that the work
/// grows with the text and no faster.
/// </summary>
internal sealed class Shapes
{
    private readonly SearchValues<string> _anchors;
    private readonly Anchor[]?[] _byFirst = new Anchor[]?[128];

    /// <param name="starts">How keys of this application begin, beside those that are known.</param>
    public Shapes(IEnumerable<string> starts)
    {
        Anchor[] anchors = [.. Known(starts)];
        _anchors = SearchValues.Create([.. anchors.Select(static anchor => anchor.Text).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);
        foreach (var group in anchors.GroupBy(static anchor => char.ToLowerInvariant(anchor.Text[0])))
        {
            // The longest first: one may begin with another.
            _byFirst[group.Key] = [.. group.OrderByDescending(static anchor => anchor.Text.Length)];
        }
    }

    public void Find(ReadOnlySpan<char> text, ref Findings found)
    {
        for (var at = 0; at < text.Length && !found.IsExhausted;)
        {
            var next = text[at..].IndexOfAny(_anchors);
            if (next < 0)
            {
                return;
            }

            at = Read(text, at + next, ref found);
        }
    }

    private static IEnumerable<Anchor> Known(IEnumerable<string> starts) =>
    [
        .. KnownStarts.All.Concat(starts).Select(static start => new Anchor(start, ShapeReader.Start)),
        new("-----BEGIN ", ShapeReader.Pem),
        .. ((string[])["bearer ", "basic ", "dpop "]).Select(static scheme => new Anchor(scheme, ShapeReader.Scheme)),
        .. ((string[])["password", "passwd", "pwd", "passphrase", "secret", "accesstoken", "access_token", "refreshtoken", "refresh_token", "idtoken", "id_token", "apikey", "api_key", "api-key", "accountkey",
            "accesskey", "privatekey", "private_key", "client_assertion"]).Select(static name => new Anchor(name, ShapeReader.Assignment)),
        .. ((string[])["token", "sig", "signature"]).Select(static name => new Anchor(name, ShapeReader.OwnAssignment)),
        .. ((string[])["d", "k", "p", "q", "dp", "dq", "qi"]).SelectMany(static member => (Anchor[])[new($"\"{member}\"", ShapeReader.KeyMember), new($"\"{member}\\\"", ShapeReader.KeyMember)]),
    ];

    private int Read(ReadOnlySpan<char> text, int at, ref Findings found)
    {
        var first = char.ToLowerInvariant(text[at]);
        foreach (var anchor in first < _byFirst.Length ? _byFirst[first] ?? [] : [])
        {
            if (!text[at..].StartsWith(anchor.Text, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var (start, end) = anchor.Read(text, at, at + anchor.Text.Length, ref found);
            if (end > start)
            {
                found.Add(new(start, end, IsHeld: false));
                return end;
            }
        }

        return at + 1;
    }

    private delegate (int Start, int End) Reader(ReadOnlySpan<char> text, int at, int after, ref Findings found);

    private sealed record Anchor(string Text, Reader Read);
}
