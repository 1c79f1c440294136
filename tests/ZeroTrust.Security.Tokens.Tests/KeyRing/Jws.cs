using System.Buffers.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>Looks into a token that the test minted, without checking it.</summary>
internal static class Jws
{
    public static JsonElement Header(string token) => Part(token, 0);

    public static JsonElement Payload(string token) => Part(token, 1);

    public static string KeyId(string token) => Header(token).GetProperty("kid").GetString()!;

    private static JsonElement Part(string token, int index) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[index])).RootElement;
}
