using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>
/// The bulk API as its reference describes it: <c>create</c> refuses an id that is there with 409, <c>index</c> overwrites it; each item has a status of its own.
/// </summary>
internal sealed class FakeBulk
{
    private readonly ConcurrentDictionary<(string Index, string Id), JsonElement> _documents = new();

    public IReadOnlyDictionary<(string Index, string Id), JsonElement> Documents => _documents;

    /// <summary>How many documents took the place of one that was there.</summary>
    public int Overwritten { get; private set; }

    /// <summary>The status and the error of an item in place of storing it; null stores.</summary>
    public Func<string, (int Status, string Error)?> Refuse { get; set; } = static _ => null;

    public async Task AnswerAsync(HttpContext http, Received request)
    {
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($$"""{"items":[{{string.Join(',', Store(request.Text))}}]}""", http.RequestAborted);
    }

    /// <summary>Stores, and gives the items of the answer.</summary>
    public List<string> Store(string body)
    {
        var items = new List<string>();
        var lines = body.Split('\n');
        Assert.Equal("", lines[^1]);
        for (var i = 0; i + 1 < lines.Length; i += 2)
        {
            using var action = JsonDocument.Parse(lines[i]);
            using var document = JsonDocument.Parse(lines[i + 1]);
            var operation = action.RootElement.EnumerateObject().Single();
            items.Add(StoreOne(operation.Name, operation.Value.GetProperty("_index").GetString()!, operation.Value.GetProperty("_id").GetString()!, document.RootElement.Clone()));
        }

        return items;
    }

    private string StoreOne(string operation, string index, string id, JsonElement document)
    {
        if (Refuse(id) is { } refusal)
        {
            return Item(operation, id, refusal.Status, refusal.Error);
        }

        if (_documents.TryAdd((index, id), document))
        {
            return Item(operation, id, 201, null);
        }

        if (operation == "create")
        {
            return Item(operation, id, 409, "version_conflict_engine_exception");
        }

        Overwritten++;
        _documents[(index, id)] = document;
        return Item(operation, id, 200, null);
    }

    private static string Item(string operation, string id, int status, string? error)
    {
        var errorPart = error is null ? "" : $",\"error\":{{\"type\":\"{error}\"}}";
        return $"{{\"{operation}\":{{\"_id\":\"{id}\",\"status\":{status}{errorPart}}}}}";
    }
}
