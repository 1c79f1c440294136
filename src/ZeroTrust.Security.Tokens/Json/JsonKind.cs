namespace ZeroTrust.Security.Tokens.Json;

/// <summary>What a JSON value is (RFC 8259 §3).</summary>
internal enum JsonKind : byte
{
    None = 0,
    Object = 1,
    Array = 2,
    Text = 3,
    Number = 4,
    True = 5,
    False = 6,
    Null = 7,
}
