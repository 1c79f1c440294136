namespace ZeroTrust.Security.Tokens.Json;

/// <summary>
/// One value or member name on the tape, in the order of the text: an object is followed by its names and values in turn, an
/// array by its elements.
/// </summary>
/// <param name="Start">Where it begins in the text; a string without its quote.</param>
/// <param name="Length">Its bytes; a string without its quotes.</param>
/// <param name="Next">The node after it and all it contains.</param>
/// <param name="Kind">What it is; a name is <see cref="JsonKind.Text"/>.</param>
/// <param name="Escaped">Whether a string has escapes.</param>
/// <param name="Key">Of a name without escapes its <see cref="NameKey"/>; 0 for anything else.</param>
internal readonly record struct JsonNode(int Start, int Length, int Next, JsonKind Kind, bool Escaped, ushort Key);
