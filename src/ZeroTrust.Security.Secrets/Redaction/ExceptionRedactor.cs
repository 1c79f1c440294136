using System.Collections;

namespace ZeroTrust.Security.Secrets;

/// <summary>Masks exceptions: what they print, their messages, what they have as data, and the same of those within.</summary>
internal sealed class ExceptionRedactor(TextRedactor texts)
{
    private const int MostWithin = 32;
    private const string Unreadable = "[unreadable]";

    /// <summary>The exception itself where nothing of it is secret; otherwise one that stands for it.</summary>
    public Exception Redact(Exception exception) => IsClean(exception) ? exception : Replace(exception, MostWithin);

    private bool IsClean(Exception exception)
    {
        var seen = 0;
        var waiting = new Stack<Exception>([exception]);
        while (waiting.TryPop(out var one))
        {
            // One with more within than anybody reads is not looked through, and so not passed on.
            if (++seen > MostWithin || !PrintsClean(one, isOutermost: seen == 1))
            {
                return false;
            }

            if (one is AggregateException many)
            {
                Array.ForEach([.. many.InnerExceptions], waiting.Push);
            }
            else if (one.InnerException is { } within)
            {
                waiting.Push(within);
            }
        }

        return true;
    }

    private bool PrintsClean(Exception exception, bool isOutermost) =>
        IsCleanText(Read(exception, static one => one.Message))
        && (!isOutermost || IsCleanText(Read(exception, static one => one.ToString())))
        && IsCleanText(Read(exception, static one => one.HelpLink))
        && DataOf(exception) is { } data
        && Array.TrueForAll(data, entry => IsCleanText(Print(entry.Key)) && IsCleanText(Print(entry.Value)));

    private RedactedException Replace(Exception exception, int left)
    {
        var inner = exception.InnerException is { } within && left > 1 ? Replace(within, left - 1) : null;
        var replaced = new RedactedException(
            texts.Redact(Read(exception, static one => one.Message) ?? Unreadable),
            texts.Redact(Read(exception, static one => one.ToString()) ?? $"{exception.GetType()}: {Unreadable}"),
            Read(exception, static one => one.StackTrace) is { } trace ? texts.Redact(trace) : null,
            inner)
        {
            HResult = exception.HResult,
            Source = Read(exception, static one => one.Source) is { } source ? texts.Redact(source) : null,
        };
        foreach (var entry in DataOf(exception) ?? [])
        {
            replaced.Data[texts.Redact(Print(entry.Key) ?? Unreadable)] = texts.Redact(Print(entry.Value) ?? Unreadable);
        }

        return replaced;
    }

    // Null, where it cannot be read, is not clean: nobody knows what the provider reads.
    private bool IsCleanText(string? text) => text is not null && ReferenceEquals(texts.Redact(text), text);

    private static string? Print(object? value) => value is null ? "" : Read(value, static one => one.ToString());

    private static DictionaryEntry[]? DataOf(Exception exception)
    {
        try
        {
            return [.. exception.Data.Cast<DictionaryEntry>()];
        }
#pragma warning disable CA1031 // As below; and somebody may be adding to it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static string? Read<T>(T from, Func<T, string?> read)
    {
        try
        {
            return read(from) ?? "";
        }
#pragma warning disable CA1031 // Exceptions of others may throw when they are printed.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
