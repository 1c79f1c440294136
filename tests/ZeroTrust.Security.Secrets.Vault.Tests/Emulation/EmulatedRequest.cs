using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>What came in.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path after <c>/v1/</c>, as it came.</param>
/// <param name="Query">The query, with its question mark.</param>
/// <param name="Token">The token; null for none.</param>
/// <param name="Namespace">The namespace; null for none.</param>
/// <param name="Text">The body.</param>
internal sealed record EmulatedRequest(string Method, string Path, string Query, string? Token, string? Namespace, string Text)
{
    /// <summary>The body's object; empty for none.</summary>
    public JsonObject Body => field ??= Text.Length == 0 ? [] : JsonNode.Parse(Text)!.AsObject();

    /// <summary>What follows a prefix of the path; null for another path.</summary>
    public string? After(string prefix) => Path.StartsWith(prefix, StringComparison.Ordinal) ? Path[prefix.Length..] : null;

    public string? Field(string name) => Body[name]?.GetValue<string>();
}
