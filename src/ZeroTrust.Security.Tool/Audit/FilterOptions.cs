using System.CommandLine;

namespace ZeroTrust.Security.Tool.Audit;

/// <summary>The options that say which events are asked for.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _actor = new("--actor") { Description = "This user, service or client acted." };
    private readonly Option<string?> _type = new("--type") { Description = "The member 'type' has this value." };
    private readonly Option<string?> _outcome = new("--outcome") { Description = "The member 'outcome' has this value." };
    private readonly Option<string[]> _where = new("--where") { Description = "NAME=VALUE, any member; a dot goes one object deeper. May be given several times." };
    private readonly Option<DateTimeOffset?> _since = new("--since") { Description = "Not before this time." };
    private readonly Option<DateTimeOffset?> _until = new("--until") { Description = "Before this time." };

    public FilterOptions() => _where.Validators.Add(static result =>
    {
        if (result.Tokens.Any(static token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError("--where takes NAME=VALUE.");
        }
    });

    public IReadOnlyList<Option> All => [_actor, _type, _outcome, _where, _since, _until];

    public EventFilter Read(ParseResult parsed)
    {
        (string, string?)[] named = [("type", parsed.GetValue(_type)), ("outcome", parsed.GetValue(_outcome))];
        return new(
            parsed.GetValue(_actor),
            [
                .. named.Where(static member => member.Item2 is not null).Select(static member => (member.Item1, member.Item2!)),
                .. (parsed.GetValue(_where) ?? []).Select(static text => text.Split('=', 2)).Select(static parts => (parts[0], parts[1])),
            ],
            parsed.GetValue(_since),
            parsed.GetValue(_until));
    }
}
