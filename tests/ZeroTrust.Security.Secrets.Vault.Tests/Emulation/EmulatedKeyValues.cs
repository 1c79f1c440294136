using System.Globalization;
using System.Text.Json.Nodes;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>Engines of key/value secrets, version 2 (api-docs/secret/kv/kv-v2), at <c>secret</c> and <c>team/kv</c>.</summary>
internal sealed class EmulatedKeyValues(ManualTimeProvider clock)
{
    private static readonly string[] Mounts = ["secret", "team/kv"];

    private readonly Dictionary<string, List<Kept>> _all = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _ticks;

    /// <summary>Puts a version in, as <c>vault kv put</c> does.</summary>
    public int Put(string name, JsonObject data, string mount = "secret", DateTimeOffset? deletedAt = null)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue($"{mount}:{name}", out var versions))
            {
                _all.Add($"{mount}:{name}", versions = []);
            }

            versions.Add(new(data, clock.GetUtcNow().AddTicks(++_ticks)) { DeletedAt = deletedAt });
            return versions.Count;
        }
    }

    public int Put(string name, params (string Field, string Value)[] fields) =>
        Put(name, new JsonObject(fields.Select(static field => KeyValuePair.Create(field.Field, (JsonNode?)field.Value))));

    /// <summary>Deletes a version softly; it can be undeleted.</summary>
    public void Delete(string name, int version)
    {
        lock (_gate)
        {
            _all[$"secret:{name}"][version - 1].DeletedAt = clock.GetUtcNow();
        }
    }

    /// <summary>Destroys a version for good.</summary>
    public void Destroy(string name, int version)
    {
        lock (_gate)
        {
            _all[$"secret:{name}"][version - 1].IsDestroyed = true;
        }
    }

    /// <summary>Deletes a secret with all its versions, as <c>vault kv metadata delete</c> does.</summary>
    public void DeleteAll(string name)
    {
        lock (_gate)
        {
            _all.Remove($"secret:{name}");
        }
    }

    /// <summary>Goes back to a version, as a standby that lags answers.</summary>
    public void Forget(string name, int toVersion)
    {
        lock (_gate)
        {
            _all[$"secret:{name}"].RemoveRange(toVersion, _all[$"secret:{name}"].Count - toVersion);
        }
    }

    public EmulatedAnswer? Answer(EmulatedRequest request)
    {
        foreach (var mount in Mounts)
        {
            if (request.Method == "GET" && request.After($"{mount}/data/") is { Length: > 0 } name)
            {
                return Read(mount, name, request.Query);
            }

            if (request.Method == "GET" && request.After($"{mount}/metadata/") is { Length: > 0 } listed)
            {
                return ReadMetadata(mount, listed);
            }

            if (request.After($"{mount}/") is not null)
            {
                var answer = EmulatedAnswer.NotFound();
                answer.Body!["warnings"] = new JsonArray("Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use.");
                return answer;
            }
        }

        return null;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    private EmulatedAnswer Read(string mount, string name, string query)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue($"{mount}:{name}", out var versions))
            {
                return EmulatedAnswer.NotFound();
            }

            var number = query.StartsWith("?version=", StringComparison.Ordinal) ? int.Parse(query["?version=".Length..], CultureInfo.InvariantCulture) : 0;
            number = number == 0 ? versions.Count : number;
            if (number > versions.Count)
            {
                return EmulatedAnswer.NotFound();
            }

            var version = versions[number - 1];
            var isGone = version.IsDestroyed || version.DeletedAt <= clock.GetUtcNow();
            var metadata = MetadataOf(version);
            metadata["custom_metadata"] = null;
            metadata["version"] = number;
            return EmulatedAnswer.Data(new() { ["data"] = isGone ? null : version.Data.DeepClone(), ["metadata"] = metadata }, isGone ? 404 : 200);
        }
    }

    private EmulatedAnswer ReadMetadata(string mount, string name)
    {
        lock (_gate)
        {
            return _all.TryGetValue($"{mount}:{name}", out var versions)
                ? EmulatedAnswer.Data(new()
                {
                    ["cas_required"] = false,
                    ["created_time"] = Time(versions[0].CreatedAt),
                    ["current_version"] = versions.Count,
                    ["custom_metadata"] = new JsonObject { ["owner"] = "orders" },
                    ["delete_version_after"] = "0s",
                    ["max_versions"] = 0,
                    ["oldest_version"] = 0,
                    ["updated_time"] = Time(versions[^1].CreatedAt),
                    ["versions"] = new JsonObject(versions.Select(static (version, index) => KeyValuePair.Create((index + 1).ToString(CultureInfo.InvariantCulture), (JsonNode?)MetadataOf(version)))),
                })
                : EmulatedAnswer.NotFound();
        }
    }

    private static JsonObject MetadataOf(Kept version) => new()
    {
        ["created_time"] = Time(version.CreatedAt),
        ["deletion_time"] = version.DeletedAt is { } deleted ? Time(deleted) : "",
        ["destroyed"] = version.IsDestroyed,
    };

    private sealed record Kept(JsonObject Data, DateTimeOffset CreatedAt)
    {
        public DateTimeOffset? DeletedAt { get; set; }

        public bool IsDestroyed { get; set; }
    }
}
