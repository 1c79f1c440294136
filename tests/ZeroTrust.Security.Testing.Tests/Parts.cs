using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing.Tests;

/// <summary>A compact token taken apart by its dots, independently of the package.</summary>
internal sealed record Parts(JsonObject Header, JsonObject Payload, byte[] SigningInput, byte[] Signature)
{
    public static Parts Of(string token)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        return new(
            Json(parts[0]), Json(parts[1]), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
    }

    public static string Text(string token, int part) =>
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[part]));

    private static JsonObject Json(string part) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)))!.AsObject();
}
