using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Urls;

/// <summary>The URL cases of web-platform-tests against the guard of key and metadata addresses.</summary>
public sealed class UrlVectorTests(ITestOutputHelper output)
{
    private const int Listed = 445;

    [VectorFact]
    public void AddressGuard_EveryUrl_TakesPlainHttpsOnlyAndKeepsTheHostItChecked() => RunAll(development: false);

    [VectorFact]
    public void AddressGuard_EveryUrlInDevelopment_TakesLoopbackBesidesAndNothingElse() => RunAll(development: true);

    private void RunAll(bool development)
    {
        var guard = new AddressGuard(allowLoopback: development);
        var run = new VectorRun($"urls/urltestdata_dev.json ({(development ? "development" : "production")})", Listed, output);
        using var document = VectorFolder.Read("urls/urltestdata_dev.json");
        var index = 0;
        foreach (var record in document.RootElement.EnumerateArray())
        {
            var input = record.GetProperty("input").GetString()!;
            var id = string.Create(CultureInfo.InvariantCulture, $"{index++} {input}");
            Uri? address = null;
            var answer = run.Case(id, Encoding.UTF8.GetByteCount(input), IsPlain(record, development), () =>
                guard.TryAccept(input, behindProxy: false, out address, out var fault) ? Answer.Accept : Answer.Reject(fault));
            if (answer.Accepted)
            {
                CheckHost(run, id, record, address!);
            }
        }

        run.Finish();
    }

    // The record's fields come from another parser: what it read as the host is what ours must dial.
    private static void CheckHost(VectorRun run, string id, JsonElement record, Uri address)
    {
        if (!record.TryGetProperty("hostname", out var hostname) || hostname.GetString() != address.Host)
        {
            run.Fault(id, $"would dial {address.Host}");
        }
    }

    /// <summary>Whether a record is an absolute https URL in the one form that no two readers take apart differently.</summary>
    private static bool IsPlain(JsonElement record, bool development)
    {
        if (record.TryGetProperty("failure", out _))
        {
            return false;
        }

        var input = record.GetProperty("input").GetString()!;
        var host = record.GetProperty("hostname").GetString()!;
        var local = host is "localhost" or "[::1]" || host.StartsWith("127.", StringComparison.Ordinal);
        var scheme = record.GetProperty("protocol").GetString();
        return (scheme == "https:" || (scheme == "http:" && development && local))
            && (development || !local)
            && input.StartsWith($"{scheme}//{host}", StringComparison.OrdinalIgnoreCase)
            && (input.Length == scheme.Length + 2 + host.Length || input[scheme.Length + 2 + host.Length] is '/' or '?' or ':')
            && record.GetProperty("username").GetString() == "" && record.GetProperty("password").GetString() == ""
            && record.GetProperty("hash").GetString() == "" && !input.Contains('#', StringComparison.Ordinal)
            && input.All(static c => c is > ' ' and < '\x7f' && !"\\\"<>^`{|}".Contains(c, StringComparison.Ordinal));
    }
}
