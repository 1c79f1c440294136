using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>Holds a document against the checked-in part of the Elastic Common Schema.</summary>
internal static class EcsSchema
{
    private static readonly JsonElement Schema = SchemaFile.Read("ecs-8.17.json");

    public static void Validate(JsonElement document)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Walk(document, "", seen);
        Assert.All(Schema.GetProperty("required").EnumerateArray(), field => Assert.Contains(field.GetString()!, seen));
        var expected = Schema.GetProperty("expected_types").GetProperty(document.GetProperty("event").GetProperty("category")[0].GetString()!);
        Assert.All(document.GetProperty("event").GetProperty("type").EnumerateArray(), type => Assert.Contains(type.GetString(), expected.EnumerateArray().Select(static item => item.GetString())));
    }

    private static void Walk(JsonElement element, string path, HashSet<string> seen)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            Assert.True(seen.Add(name), $"{name} is there twice");
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Walk(member.Value, name, seen);
                continue;
            }

            var field = FieldOf(name, path);
            var isArray = field.TryGetProperty("array", out var array) && array.GetBoolean();
            Assert.True(isArray == (member.Value.ValueKind == JsonValueKind.Array), $"{name}: an array or not");
            Assert.All(isArray ? member.Value.EnumerateArray().ToArray() : [member.Value], value => CheckValue(name, field, value));
        }
    }

    private static JsonElement FieldOf(string name, string path)
    {
        var fields = Schema.GetProperty("fields");
        Assert.True(fields.TryGetProperty(name, out var field) || fields.TryGetProperty($"{path}.*", out field), $"{name} is no field of the schema");
        return field;
    }

    private static void CheckValue(string name, JsonElement field, JsonElement value)
    {
        switch (field.GetProperty("type").GetString())
        {
            case "long":
                Assert.True(value.TryGetInt64(out _), name);
                break;
            case "date":
                Assert.True(DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _), name);
                break;
            case "ip":
                Assert.True(IPAddress.TryParse(value.GetString(), out var address) && address.ToString() == value.GetString() && !value.GetString()!.Contains('%', StringComparison.Ordinal), name);
                break;
            default:
                Assert.True(value.ValueKind == JsonValueKind.String, $"{name} is {value.ValueKind}");
                break;
        }

        if (field.TryGetProperty("allowed", out var allowed))
        {
            Assert.Contains(value.GetString(), allowed.EnumerateArray().Select(static item => item.GetString()));
        }
    }
}
