using System.Collections;
using System.Globalization;

namespace ZeroTrust.Security.Secrets;

/// <summary>Masks the parts of an entry: its message, its names and values, its scopes and its exception.</summary>
internal sealed class LogRedactor(TextRedactor texts, CleanTemplates templates, ExceptionRedactor exceptions, RedactionMetrics metrics)
{
    private const string Template = "{OriginalFormat}";
    private const string Unreadable = "[unreadable]";

    public Exception RedactException(Exception exception)
    {
        var shown = exceptions.Redact(exception);
        if (!ReferenceEquals(shown, exception))
        {
            metrics.Masked("exception");
        }

        return shown;
    }

    public object RedactScope(object scope) => scope is IEnumerable<KeyValuePair<string, object?>> pairs ? new RedactedScope(pairs, this) : new RedactedObject(scope, this);

    /// <summary>What an object prints, with masks.</summary>
    public string RedactText(object value) => texts.Redact(Print(value));

    public KeyValuePair<string, object?> RedactPair(KeyValuePair<string, object?> pair) => new(texts.Redact(pair.Key), RedactValue(pair.Value, withNumbers: true));

    /// <summary>The state with masks in the place of what is secret.</summary>
    /// <param name="message">What it was formatted to.</param>
    /// <param name="state">The state.</param>
    /// <returns>Null where there is nothing to mask.</returns>
    public RedactedState? RedactState<TState>(string message, TState state)
    {
        var pairs = state as IReadOnlyList<KeyValuePair<string, object?>> ?? (state as IEnumerable<KeyValuePair<string, object?>>)?.ToArray();
        var found = texts.Find(message);
        var shown = found.Apply(message);
        if (ReferenceEquals(shown, message) && (pairs is null ? IsClean(state, message) : IsClean(pairs)))
        {
            return null;
        }

        metrics.Masked("entry");
        return new(shown, pairs is null ? [] : Redact(pairs, message, ref found));
    }

    // A loop, and no enumerator: this is all that most entries need.
    private bool IsClean(IReadOnlyList<KeyValuePair<string, object?>> pairs)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var (name, value) = pairs[i];
            if (name == Template && value is string template && templates.IsClean(template))
            {
                continue;
            }

            if (!ReferenceEquals(texts.Redact(name), name) || !ReferenceEquals(RedactValue(value, withNumbers: false), value))
            {
                return false;
            }
        }

        return true;
    }

    // Some providers print the state itself.
    private bool IsClean(object? state, string message)
    {
        var printed = state is null ? "" : Print(state);
        return printed == message || ReferenceEquals(texts.Redact(printed), printed);
    }

    private KeyValuePair<string, object?>[] Redact(IReadOnlyList<KeyValuePair<string, object?>> pairs, string message, ref Findings found)
    {
        if (IsPutTogether(pairs, message, ref found))
        {
            return [.. pairs.Select(pair => new KeyValuePair<string, object?>(texts.Redact(pair.Key), pair.Key == Template ? RedactValue(pair.Value, withNumbers: true) : Findings.HeldMask))];
        }

        return [.. pairs.Select(RedactPair)];
    }

    // Whether the message has a secret that stands in none of its values as a whole: each of them may be a part.
    private static bool IsPutTogether(IReadOnlyList<KeyValuePair<string, object?>> pairs, string message, ref Findings found)
    {
        if (found.IsExhausted)
        {
            return true;
        }

        var values = pairs.Where(static pair => pair.Value is not null).Select(static pair => Print(pair.Value!)).ToArray();
        foreach (var one in found.All)
        {
            var secret = message[one.Start..one.End];
            if (!Array.Exists(values, value => value.Contains(secret, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private object? RedactValue(object? value, bool withNumbers) => value switch
    {
        null => null,
        string text => texts.Redact(text),
        Exception exception => exceptions.Redact(exception),
        bool or Enum => value,

        // Beside a message that shows no secret a number is none.
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal or TimeSpan or DateTime or DateTimeOffset when !withNumbers => value,
        _ => RedactPrinted(value),
    };

    private object RedactPrinted(object value)
    {
        var printed = Print(value);
        var shown = texts.Redact(printed);
        return ReferenceEquals(shown, printed) ? value : shown;
    }

    // As messages print it: the items of what has been put together already, with commas.
    private static string Print(object value)
    {
        try
        {
            return value switch
            {
                string text => text,
                ICollection items and not IEnumerable<KeyValuePair<string, object?>> => string.Join(", ", items.Cast<object?>()),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
            };
        }
#pragma warning disable CA1031 // Objects of others may throw when they are printed.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Unreadable;
        }
    }
}
