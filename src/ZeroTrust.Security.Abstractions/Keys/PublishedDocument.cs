namespace ZeroTrust.Security;

/// <summary>A JSON document as it is published. Immutable.</summary>
/// <param name="Content">The document in UTF-8.</param>
/// <param name="EntityTag">A strong validator in quotes (RFC 9110 §8.8.3), equal only for equal content.</param>
public sealed record PublishedDocument(ReadOnlyMemory<byte> Content, string EntityTag);
