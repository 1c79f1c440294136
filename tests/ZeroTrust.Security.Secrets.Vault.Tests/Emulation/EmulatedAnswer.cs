using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>What the emulation answers: a status, and a body in Vault's envelope or its list of errors.</summary>
internal sealed record EmulatedAnswer(int Status, JsonObject? Body)
{
    public static EmulatedAnswer Empty { get; } = new(204, null);

    /// <summary>Headers beside.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A body as raw text, in place of <see cref="Body"/>.</summary>
    public string? Raw { get; init; }

    /// <summary>Data in the envelope that every engine answers with.</summary>
    public static EmulatedAnswer Data(JsonObject? data, int status = 200, string lease = "", long duration = 0, bool isRenewable = false) => new(status, Envelope(data, null, lease, duration, isRenewable));

    /// <summary>A token, new or renewed.</summary>
    public static EmulatedAnswer Auth(JsonObject auth) => new(200, Envelope(null, auth, "", 0, false));

    public static EmulatedAnswer Error(int status, params string[] errors) => new(status, new JsonObject { ["errors"] = new JsonArray([.. errors.Select(static error => (JsonNode)error)]) });

    public static EmulatedAnswer Denied() => Error(403, "permission denied");

    /// <summary>Nothing is there: a list of no errors.</summary>
    public static EmulatedAnswer NotFound() => Error(404);

    private static JsonObject Envelope(JsonObject? data, JsonObject? auth, string lease, long duration, bool isRenewable) => new()
    {
        ["request_id"] = Guid.NewGuid().ToString(),
        ["lease_id"] = lease,
        ["renewable"] = isRenewable,
        ["lease_duration"] = duration,
        ["data"] = data,
        ["wrap_info"] = null,
        ["warnings"] = null,
        ["auth"] = auth,
        ["mount_type"] = "",
    };
}
