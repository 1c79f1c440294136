namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Reads one rule from configuration; what is not given there stays as code has said it.</summary>
internal static class RuleReader
{
    public static void Read(SectionReader settings, AuditRule rule)
    {
        Read(settings, "On", static (_, text) => text, values => rule.On(values));
        Read(settings, "Outcomes", OutcomeOf, values => rule.WithOutcome(values));
        Read(settings, "By", FieldOf, values => rule.By(values));
        Read(settings.Number("AtLeast"), value => rule.AtLeast(value));
        Read(settings.Duration("Within"), value => rule.Within(value));
        Read(settings.Duration("CoolDown"), value => rule.CoolDown(value));
        Read(settings.Number("MaxKeys"), value => rule.MaxKeys(value));
        ReadKind(settings, rule);
        ReadResponses(settings, rule);
        settings.RefuseTheRest();
    }

    private static void ReadKind(SectionReader settings, AuditRule rule)
    {
        Read(settings.Text("CountDistinct"), text => rule.CountingDistinct(FieldOf(settings, text)));
        Read(settings.Name<AuditOutcome>("FollowedBy"), outcome => rule.FollowedBy(outcome));
        Read(settings.Number("AboveOwnAverage"), factor => rule.AboveOwnAverage(factor));
        var learning = settings.Duration("Learning");
        Read(settings.Text("FirstSeen"), text => rule.FirstSeen(FieldOf(settings, text), learning ?? TimeSpan.FromDays(1)));
        string[] kinds = ["CountDistinct", "FollowedBy", "AboveOwnAverage", "FirstSeen"];
        if (kinds.Count(kind => settings.Ask(kind) is not null) > 1)
        {
            settings.Refuse(settings.Section.Path, $"is of several kinds; give it one of {string.Join(", ", kinds)}.");
        }
    }

    private static void ReadResponses(SectionReader settings, AuditRule rule)
    {
        var (throttle, revoke, stepUp) = (settings.Duration("Throttle"), settings.Flag("RevokeTokens"), settings.Duration("RequireStepUp"));
        var classes = new List<string>();
        settings.List("AcrValues", classes);
        if (classes.Count > 0 && stepUp is null)
        {
            settings.Refuse(settings.Section.Path, "gives AcrValues and no RequireStepUp; say for how long.");
        }

        Answer(AuditResponseKind.Throttle, throttle is { } throttled ? AuditResponse.Throttle(throttled) : null, throttle is not null);
        Answer(AuditResponseKind.RevokeTokens, revoke is true ? AuditResponse.RevokeTokens() : null, revoke is not null);
        Answer(AuditResponseKind.RequireStepUp, stepUp is { } demanded ? AuditResponse.RequireStepUp(demanded, [.. classes]) : null, stepUp is not null);

        void Answer(AuditResponseKind kind, AuditResponse? response, bool isSaid)
        {
            if (isSaid)
            {
                rule.Respond([.. rule.Responses.Where(other => other.Kind != kind), .. response is null ? Array.Empty<AuditResponse>() : [response]]);
            }
        }
    }

    private static void Read<T>(SectionReader settings, string name, Func<SectionReader, string, T> parse, Action<T[]> set)
    {
        var texts = new List<string>();
        settings.List(name, texts);
        if (texts.Count > 0)
        {
            set([.. texts.Select(text => parse(settings, text))]);
        }
    }

    private static void Read<T>(T? value, Action<T> set)
        where T : struct
    {
        if (value is { } given)
        {
            set(given);
        }
    }

    private static void Read(string? value, Action<string> set)
    {
        if (value is not null)
        {
            set(value);
        }
    }

    private static AuditField FieldOf(SectionReader settings, string text)
    {
        if (!AuditField.TryParse(text, out var field))
        {
            settings.Refuse(settings.Section.Path, $"names the field {Shown.Value(text)}; use {string.Join(", ", AuditField.All)} or detail:NAME.");
        }

        return field;
    }

    private static AuditOutcome OutcomeOf(SectionReader settings, string text)
    {
        if (!SettingParser.TryName<AuditOutcome>(text, out var outcome))
        {
            settings.Refuse(settings.Section.Path, $"names the outcome {Shown.Value(text)}; use {string.Join(", ", Enum.GetNames<AuditOutcome>())}.");
        }

        return outcome;
    }
}
