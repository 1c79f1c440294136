namespace ZeroTrust.Security.ConformanceTests.Vectors.Json;

/// <summary>One document of the suite.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Expect"><c>valid-json</c>, <c>invalid-json</c>, <c>implementation-defined</c> or <c>valid-json-ambiguous</c>.</param>
/// <param name="Bytes">The document.</param>
internal sealed record JsonDocumentVector(string Name, string Expect, byte[] Bytes)
{
    public bool IsInvalid => Expect == "invalid-json";

    /// <summary>Whether any one answer is right, as long as it is the same everywhere.</summary>
    public bool IsFree => Expect is "implementation-defined" or "valid-json-ambiguous";

    public static IReadOnlyList<JsonDocumentVector> ReadAll()
    {
        using var document = VectorFolder.Read("jsontestsuite/jsontestsuite_dev.json");
        return
        [
            .. document.RootElement.EnumerateArray().Select(static vector => new JsonDocumentVector(
                vector.GetProperty("name").GetString()!, vector.GetProperty("expect").GetString()!, vector.GetProperty("base64").GetBytesFromBase64())),
        ];
    }
}
