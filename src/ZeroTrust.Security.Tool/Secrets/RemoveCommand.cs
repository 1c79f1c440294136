using System.CommandLine;

namespace ZeroTrust.Security.Tool.Secrets;

/// <summary><c>zerotrust secrets remove APPLICATION NAME</c>.</summary>
internal static class RemoveCommand
{
    public static Command Make(TextWriter output, TextWriter errors)
    {
        var command = new Command("remove", "Removes a secret, or one field of it. Exit code 1: it was not there.");
        var arguments = SecretArguments.AddTo(command, isOfOne: true);
        command.SetAction(parsed =>
        {
            var (name, field) = arguments.Secret(parsed);
            var isRemoved = arguments.Store(parsed).Remove(name, field);
            var shown = arguments.Shown(parsed);
            (isRemoved ? output : errors).WriteLine(isRemoved ? $"Removed {shown}." : $"There is no {shown}.");
            return isRemoved ? ExitCode.Good : ExitCode.NotThere;
        });
        return command;
    }
}
