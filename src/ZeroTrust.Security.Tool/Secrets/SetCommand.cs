using System.CommandLine;

namespace ZeroTrust.Security.Tool.Secrets;

/// <summary><c>zerotrust secrets set APPLICATION NAME</c>: keeps a value that is asked for, or comes by standard input.</summary>
internal static class SetCommand
{
    public static Command Make(TextWriter output, TextWriter errors, SecretInput input)
    {
        var exact = new Option<bool>("--exact") { Description = "A final line end of standard input is part of the value." };
        // What is too much may be a value: it is not repeated.
        var command = new Command("set", "Sets a secret, or one field of it. The value is asked for, or read from standard input.") { TreatUnmatchedTokensAsErrors = false };
        var arguments = SecretArguments.AddTo(command, isOfOne: true);
        command.Add(exact);
        command.SetAction(parsed =>
        {
            if (parsed.UnmatchedTokens.Count > 0)
            {
                errors.WriteLine("There is an argument too much. A value is none: it is asked for, or read from standard input. Nothing was changed.");
                return ExitCode.Usage;
            }

            try
            {
                using var value = SecretReader.Read(input, parsed.GetValue(exact)) ?? throw new InvalidDataException("There is no value.");
                var (name, field) = arguments.Secret(parsed);
                arguments.Store(parsed).Set(name, field, value);
                output.WriteLine($"Set {arguments.Shown(parsed)}.");
                return ExitCode.Good;
            }
            catch (InvalidDataException fault)
            {
                errors.WriteLine($"{fault.Message} Nothing was changed.");
                return ExitCode.NoData;
            }
        });
        return command;
    }
}
