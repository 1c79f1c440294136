using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Tool.Secrets;

/// <summary><c>zerotrust secrets list APPLICATION</c>: names, fields and dates, and never a value.</summary>
internal static class ListCommand
{
    public static Command Make(TextWriter output)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = new Command("list", "Lists the names of secrets and their fields, and when each was set. It shows no value.");
        var arguments = SecretArguments.AddTo(command, isOfOne: false);
        command.Add(json);
        command.SetAction(parsed =>
        {
            foreach (var secret in arguments.Store(parsed).List())
            {
                output.WriteLine(parsed.GetValue(json) ? ToJson(secret) : Describe(secret));
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static string Describe(DevelopmentSecretInfo secret) =>
        string.Create(CultureInfo.InvariantCulture, $"{secret.ChangedAt:u}  {secret.Name}{string.Concat(secret.Fields.Select(static field => $" #{field}"))}");

    private static string ToJson(DevelopmentSecretInfo secret)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("name", secret.Name);
            writer.WriteStartArray("fields");
            foreach (var field in secret.Fields)
            {
                writer.WriteStringValue(field);
            }

            writer.WriteEndArray();
            writer.WriteString("changed", secret.ChangedAt);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
