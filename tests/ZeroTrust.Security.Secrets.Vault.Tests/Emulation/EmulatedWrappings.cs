using System.Globalization;
using System.Text.Json.Nodes;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>Wrapped answers (api-docs/system/wrapping-lookup, wrapping-unwrap): each token gives its answer out once.</summary>
internal sealed class EmulatedWrappings(ManualTimeProvider clock)
{
    private readonly Dictionary<string, (JsonObject Data, string Path, DateTimeOffset EndsAt)> _all = new(StringComparer.Ordinal);

    public string Wrap(JsonObject data, string path, TimeSpan ttl)
    {
        var token = $"hvs.Wr4pC4n4ry{Guid.NewGuid():N}";
        _all.Add(token, (data, path, clock.GetUtcNow() + ttl));
        return token;
    }

    public EmulatedAnswer? Answer(EmulatedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "sys/wrapping/lookup") => LookUp(request.Field("token")),
        ("POST", "sys/wrapping/unwrap") => Unwrap(request.Field("token") ?? request.Token),
        _ => null,
    };

    private static EmulatedAnswer Invalid() => EmulatedAnswer.Error(400, "wrapping token is not valid or does not exist");

    private EmulatedAnswer LookUp(string? token) => token is not null && _all.TryGetValue(token, out var wrapped) && wrapped.EndsAt > clock.GetUtcNow()
        ? EmulatedAnswer.Data(new() { ["creation_path"] = wrapped.Path, ["creation_time"] = clock.GetUtcNow().ToString("o", CultureInfo.InvariantCulture), ["creation_ttl"] = 60 })
        : Invalid();

    private EmulatedAnswer Unwrap(string? token)
    {
        if (token is null || !_all.Remove(token, out var wrapped) || wrapped.EndsAt <= clock.GetUtcNow())
        {
            return Invalid();
        }

        return EmulatedAnswer.Data(wrapped.Data);
    }
}
