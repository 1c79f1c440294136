using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>One page of an answer to <c>ListSecretVersionIds</c>: those of its versions that matter here, and where the list goes on.</summary>
/// <param name="Current">The version labelled <c>AWSCURRENT</c>; null where it is on another page.</param>
/// <param name="Previous">The version labelled <c>AWSPREVIOUS</c>; null where there is none.</param>
/// <param name="Next">What asks for the next page; null on the last one.</param>
internal sealed record VersionPage(SecretVersionInfo? Current, SecretVersionInfo? Previous, string? Next)
{
    /// <returns>Null for what is not of the form of the interface.</returns>
    public static VersionPage? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var versions = root.GetProperty("Versions").EnumerateArray().ToArray();
            return new(Find(versions, "AWSCURRENT"), Find(versions, "AWSPREVIOUS"), root.TryGetProperty("NextToken", out var next) ? next.GetString() : null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static SecretVersionInfo? Find(JsonElement[] versions, string stage)
    {
        var version = versions.FirstOrDefault(version => version.TryGetProperty("VersionStages", out var stages) && stages.EnumerateArray().Any(one => one.ValueEquals(stage)));
        return version.ValueKind == JsonValueKind.Object && version.GetProperty("VersionId").GetString() is { } id ? new(id, CreatedAt(version)) : null;
    }

    // Seconds since 1970, with a part behind the point.
    private static DateTimeOffset? CreatedAt(JsonElement version) =>
        version.TryGetProperty("CreatedDate", out var created) && created.TryGetDouble(out var seconds) && seconds is > 0 and < 253402300800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
