using System.CommandLine;
using System.CommandLine.Parsing;

namespace ZeroTrust.Security.Tool.Secrets;

/// <summary>What all commands on secrets take.</summary>
internal sealed class SecretArguments
{
    private readonly Argument<string> _application = new("APPLICATION") { Description = "The application, as AddDevelopmentSecrets names it." };
    private readonly Option<DirectoryInfo?> _directory = new("--directory") { Description = "The directory of the secrets and their key ring, in place of the user's own." };
    private readonly Argument<string> _secret = new("NAME") { Description = "The name, or one field of it: db, db#password." };

    private SecretArguments(Command command, bool isOfOne)
    {
        _application.Validators.Add(static result => Check(result, DevelopmentSecretStore.IsApplication, "An application is 1 to 64 of a-z, 0-9 and '-'."));
        _secret.Validators.Add(static result => Check(
            result, static text => SecretRef.TryParse(Whole(text), out _), "A secret is named as in a reference: parts of letters, digits and '_.-+=@' with '/' in between, and '#' before a field."));
        command.Add(_application);
        if (isOfOne)
        {
            command.Add(_secret);
        }

        command.Add(_directory);
    }

    public static SecretArguments AddTo(Command command, bool isOfOne) => new(command, isOfOne);

    public DevelopmentSecretStore Store(ParseResult parsed) => new(parsed.GetRequiredValue(_application), parsed.GetValue(_directory)?.FullName);

    public (string Name, string? Field) Secret(ParseResult parsed)
    {
        var secret = SecretRef.Parse(Whole(Shown(parsed)));
        return (secret.Name, secret.Field);
    }

    /// <summary>The secret as it was named.</summary>
    public string Shown(ParseResult parsed) => parsed.GetRequiredValue(_secret);

    private static string Whole(string text) => $"{SecretRef.Prefix}development/{text}";

    private static void Check(ArgumentResult result, Func<string, bool> isGood, string rule)
    {
        if (result.Tokens.Any(token => !isGood(token.Value)))
        {
            result.AddError(rule);
        }
    }
}
