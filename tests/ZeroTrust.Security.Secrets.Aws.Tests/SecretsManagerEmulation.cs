using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>
/// AWS Secrets Manager on loopback, written from its API reference (2017-10-17): JSON 1.1, versions with staging labels, lists in pages, errors by their types. It takes no request whose signature it has not worked out itself.
/// </summary>
internal sealed class SecretsManagerEmulation : IAsyncDisposable
{
    public const string Region = "eu-west-1";

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Stored>> _secrets = new(StringComparer.Ordinal);
    private int _minutes;

    private SecretsManagerEmulation(WebApplication app, TimeProvider clock) => (_app, _clock) = (app, clock);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The identity that it knows.</summary>
    public (string AccessKey, string SecretKey, string? Token) Identity { get; set; } = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);

    /// <summary>Names marked for deletion, which are there and cannot be read.</summary>
    public HashSet<string> Deleted { get; } = new(StringComparer.Ordinal);

    /// <summary>How many versions a page of a list has.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>What it does in place of answering: false where it has not answered. It is asked after the signature was checked.</summary>
    public Func<HttpContext, string, Task<bool>> Instead { get; set; } = static (_, _) => Task.FromResult(false);

    /// <summary>Changes what it would answer with.</summary>
    public Func<JsonObject, JsonObject> Altered { get; set; } = static answer => answer;

    /// <summary>The actions that were asked for, with the names of their secrets.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>All headers of the last request.</summary>
    public string Headers { get; private set; } = "";

    public static async Task<SecretsManagerEmulation> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var emulation = new SecretsManagerEmulation(app, clock);
        app.Run(emulation.AnswerAsync);
        await app.StartAsync();
        return emulation;
    }

    /// <summary>Puts a version in, as <c>PutSecretValue</c> does: the one in force becomes the one before, and the one before it loses its label.</summary>
    public string Put(string name, byte[] value)
    {
        lock (_gate)
        {
            if (!_secrets.TryGetValue(name, out var versions))
            {
                _secrets.Add(name, versions = []);
            }

            versions.ForEach(static version => version.Stages.Remove("AWSPREVIOUS"));
            if (versions.FirstOrDefault(static version => version.Stages.Remove("AWSCURRENT")) is { } before)
            {
                before.Stages.Add("AWSPREVIOUS");
            }

            var made = new Stored(Guid.NewGuid().ToString(), value, _clock.GetUtcNow().AddMinutes(-60 + ++_minutes), ["AWSCURRENT"]);
            versions.Add(made);
            return made.Id;
        }
    }

    /// <summary>Adds a version with a label of its own, such as one that a rotation has not finished.</summary>
    public void Stage(string name, byte[] value, string stage)
    {
        lock (_gate)
        {
            _secrets[name].Add(new(Guid.NewGuid().ToString(), value, _clock.GetUtcNow(), [stage]));
        }
    }

    public void Remove(string name)
    {
        lock (_gate)
        {
            _secrets.Remove(name);
        }
    }

    public static async Task<bool> FailAsync(HttpContext http, int status, string type, string message = "Something that is not for a log: arn:aws:iam::123456789012:role/c4n4ry-Zq7")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/x-amz-json-1.1";
        http.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        await http.Response.WriteAsync(new JsonObject { ["__type"] = type, ["Message"] = message }.ToJsonString(), http.RequestAborted);
        return true;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var stream = new MemoryStream();
        await http.Request.Body.CopyToAsync(stream, http.RequestAborted);
        Headers = string.Join('\n', http.Request.Headers);
        var target = http.Request.Headers["X-Amz-Target"].ToString();
        if (http.Request.Method != "POST" || http.Request.Path != "/" || http.Request.ContentType != "application/x-amz-json-1.1" || !target.StartsWith("secretsmanager.", StringComparison.Ordinal))
        {
            await FailAsync(http, 400, "UnknownOperationException");
            return;
        }

        if (RequestCheck.Check(http.Request, stream.ToArray(), Identity, Region, _clock.GetUtcNow()) is { } refused)
        {
            await FailAsync(http, 400, refused);
            return;
        }

        var action = target["secretsmanager.".Length..];
        using var document = JsonDocument.Parse(stream.ToArray());
        var name = document.RootElement.GetProperty("SecretId").GetString()!;
        lock (_gate)
        {
            Requests.Add($"{action} {name}");
        }

        if (!await Instead(http, action))
        {
            var (status, answer) = AnswerTo(action, name, document.RootElement);
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/x-amz-json-1.1";
            await http.Response.WriteAsync((status == 200 ? Altered(answer) : answer).ToJsonString(), http.RequestAborted);
        }
    }

    private (int Status, JsonObject Answer) AnswerTo(string action, string name, JsonElement parameters)
    {
        lock (_gate)
        {
            if (parameters.TryGetProperty("VersionId", out var id) && id.GetString()!.Length is < 32 or > 64)
            {
                return Error("ValidationException");
            }

            if (Deleted.Contains(name))
            {
                return Error("InvalidRequestException");
            }

            return !_secrets.TryGetValue(name, out var versions) ? Error("ResourceNotFoundException")
                : action == "GetSecretValue" ? Value(name, versions, parameters)
                : action == "ListSecretVersionIds" ? List(name, versions, parameters)
                : Error("UnknownOperationException");
        }
    }

    private static (int Status, JsonObject Answer) Value(string name, List<Stored> versions, JsonElement parameters)
    {
        var id = parameters.TryGetProperty("VersionId", out var given) ? given.GetString() : null;
        var stage = parameters.TryGetProperty("VersionStage", out var label) ? label.GetString()! : id is null ? "AWSCURRENT" : null;
        var version = versions.SingleOrDefault(version => (id is null || version.Id == id) && (stage is null || version.Stages.Contains(stage)));
        if (version is null)
        {
            return Error("ResourceNotFoundException");
        }

        var answer = Described(name);
        answer["VersionId"] = version.Id;
        answer["VersionStages"] = new JsonArray([.. version.Stages.Select(static stage => (JsonNode)stage)]);
        answer["CreatedDate"] = version.CreatedAt.ToUnixTimeMilliseconds() / 1000.0;
        if (System.Text.Unicode.Utf8.IsValid(version.Content))
        {
            answer["SecretString"] = Encoding.UTF8.GetString(version.Content);
        }
        else
        {
            answer["SecretBinary"] = Convert.ToBase64String(version.Content);
        }

        return (200, answer);
    }

    private (int Status, JsonObject Answer) List(string name, List<Stored> versions, JsonElement parameters)
    {
        var from = parameters.TryGetProperty("NextToken", out var next) ? int.Parse(next.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var labelled = versions.Where(static version => version.Stages.Count > 0).ToArray();
        var answer = Described(name);
        answer["Versions"] = new JsonArray([.. labelled.Skip(from).Take(PageSize).Select(static version => (JsonNode)new JsonObject
        {
            ["CreatedDate"] = version.CreatedAt.ToUnixTimeMilliseconds() / 1000.0,
            ["VersionId"] = version.Id,
            ["VersionStages"] = new JsonArray([.. version.Stages.Select(static stage => (JsonNode)stage)]),
        })]);
        if (from + PageSize < labelled.Length)
        {
            answer["NextToken"] = $"{from + PageSize}";
        }

        return (200, answer);
    }

    private static JsonObject Described(string name) => new() { ["ARN"] = $"arn:aws:secretsmanager:{Region}:123456789012:secret:{name}-AbCdEf", ["Name"] = name };

    private static (int Status, JsonObject Answer) Error(string type) => (400, new() { ["__type"] = type, ["Message"] = "Secrets Manager says so." });

    private sealed record Stored(string Id, byte[] Content, DateTimeOffset CreatedAt, List<string> Stages);
}
