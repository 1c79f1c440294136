using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Encryption.Tests;

/// <summary>Messages with parts of somebody's own.</summary>
internal static class ForgedMessage
{
    /// <summary>The message with its header changed; the content is then not authentic either.</summary>
    public static string WithHeader(string message, Action<JsonObject> change)
    {
        var parts = message.Split('.');
        var header = (JsonObject)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        change(header);
        return WithPart(message, 0, header.ToJsonString());
    }

    /// <summary>The message with a part that stands for this text.</summary>
    public static string WithPart(string message, int part, string text) => WithPart(message, part, Encoding.UTF8.GetBytes(text));

    public static string WithPart(string message, int part, byte[] content)
    {
        var parts = message.Split('.');
        parts[part] = Base64Url.EncodeToString(content);
        return string.Join('.', parts);
    }
}
