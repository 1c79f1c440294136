using System.Text.Json;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Opa;

/// <summary>One case of Open Policy Agent's JWT tests.</summary>
internal sealed class OpaVector(JsonElement vector)
{
    // "now" of the cases that name no time.
    private static readonly DateTimeOffset Present = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly JsonElement _constraints = vector.TryGetProperty("constraints", out var constraints) ? constraints : default;

    public string Id => $"{Builtin} {vector.GetProperty("note").GetString()}";

    public string Builtin { get; } = vector.GetProperty("builtin").GetString()!;

    public string Token { get; } = vector.GetProperty("token").GetString()!;

    public bool OpaAccepts { get; } = vector.GetProperty("opaAccepts").GetBoolean();

    /// <summary><c>accept</c>, <c>reject</c>, <c>reject-key</c> or <c>accept-if-eddsa</c>.</summary>
    public string Ours { get; } = vector.GetProperty("ours").GetString()!;

    public string OursWhy { get; } = vector.GetProperty("oursWhy").GetString()!;

    /// <summary>Whether only the signature counts.</summary>
    public bool SignatureOnly => Builtin != "decode_verify";

    /// <summary>A PEM certificate or key, a JWK, a key set, or a secret.</summary>
    public string Key => SignatureOnly ? vector.GetProperty("key").GetString()! : Constraint("cert") ?? Constraint("secret")!;

    /// <summary>The one algorithm of a signature case, as in <c>verify_rs256</c>; null where the header's counts.</summary>
    public string? Algorithm => SignatureOnly ? Builtin["verify_".Length..].ToUpperInvariant() : Constraint("alg");

    public string? Issuer => Constraint("iss");

    public string? Audience => Constraint("aud");

    /// <summary>The clock, to the 100 nanoseconds that it can hold.</summary>
    public DateTimeOffset Now =>
        _constraints.ValueKind == JsonValueKind.Object && _constraints.TryGetProperty("time", out var time) && time.ValueKind == JsonValueKind.Number
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(time.GetDecimal() / 100))
            : Present;

    public static IReadOnlyList<OpaVector> ReadAll()
    {
        using var document = VectorFolder.Read("opa-jwt/opa_jwt_dev.json");
        return [.. document.RootElement.EnumerateArray().Select(static vector => new OpaVector(vector.Clone()))];
    }

    private string? Constraint(string name) =>
        _constraints.ValueKind == JsonValueKind.Object && _constraints.TryGetProperty(name, out var value) ? value.GetString() : null;
}
