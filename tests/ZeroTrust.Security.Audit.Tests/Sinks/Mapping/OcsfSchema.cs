using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>Holds a document against the checked-in part of OCSF.</summary>
internal static class OcsfSchema
{
    private static readonly JsonElement Schema = SchemaFile.Read("ocsf-1.3.json");

    public static void Validate(JsonElement document)
    {
        var classUid = document.GetProperty("class_uid").GetInt32();
        var definition = Schema.GetProperty("classes").GetProperty(classUid.ToString(CultureInfo.InvariantCulture));
        var activity = document.GetProperty("activity_id").GetInt32();
        Assert.Equal(definition.GetProperty("category_uid").GetInt32(), document.GetProperty("category_uid").GetInt32());
        Assert.Contains(activity, Numbers(definition.GetProperty("activity_id")));
        Assert.Equal((classUid * 100) + activity, document.GetProperty("type_uid").GetInt32());
        Check($"{classUid}", document, Schema.GetProperty("base"), definition);
    }

    private static void Check(string path, JsonElement element, params JsonElement[] definitions)
    {
        Assert.Equal(JsonValueKind.Object, element.ValueKind);
        var names = element.EnumerateObject().Select(static member => member.Name).ToList();
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        foreach (var definition in definitions)
        {
            CheckPresent(path, names, definition);
            Assert.All(element.EnumerateObject().Where(member => member.Name.EndsWith("_id", StringComparison.Ordinal) && definition.TryGetProperty(member.Name, out _)), member => Assert.Contains(member.Value.GetInt32(), Numbers(definition.GetProperty(member.Name))));
        }

        foreach (var member in element.EnumerateObject())
        {
            var type = definitions.Select(definition => definition.GetProperty("attributes")).Select(attributes => attributes.TryGetProperty(member.Name, out var found) ? found.GetString() : null).FirstOrDefault(static found => found is not null);
            Assert.True(type is not null, $"{path}.{member.Name} is no attribute of the schema");
            CheckType($"{path}.{member.Name}", type, member.Value);
        }
    }

    private static void CheckPresent(string path, List<string> names, JsonElement definition)
    {
        if (definition.TryGetProperty("required", out var required))
        {
            Assert.All(required.EnumerateArray(), name => Assert.Contains(name.GetString()!, names));
        }

        if (definition.TryGetProperty("at_least_one", out var some))
        {
            Assert.True(some.EnumerateArray().Any(name => names.Contains(name.GetString()!, StringComparer.Ordinal)), $"{path} has none of {some}");
        }
    }

    private static void CheckType(string path, string type, JsonElement value)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            Assert.All(value.EnumerateArray(), item => CheckType(path, type[..^2], item));
            return;
        }

        switch (type)
        {
            case "any":
                break;
            case "string":
                Assert.True(value.ValueKind == JsonValueKind.String, path);
                break;
            case "integer":
                Assert.True(value.TryGetInt64(out _), path);
                break;
            case "timestamp":
                Assert.InRange(value.GetInt64(), 1_000_000_000_000, 9_999_999_999_999);
                break;
            case "ip":
                Assert.True(IPAddress.TryParse(value.GetString(), out _) && !value.GetString()!.Contains('%', StringComparison.Ordinal), path);
                break;
            default:
                Check(path, value, Schema.GetProperty("objects").GetProperty(type));
                break;
        }
    }

    private static IEnumerable<int> Numbers(JsonElement list) => list.EnumerateArray().Select(static item => item.GetInt32());
}
