using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.Secrets;

/// <summary>
/// Remembers templates in which nothing was found: they are constants as a rule, and come again with each entry. By the object they are, and for what is looked for now; one that is made for each entry finds no place that
/// lasts. Threads share it.
/// </summary>
internal sealed class CleanTemplates(TextRedactor texts, SoughtValues values)
{
    private const int Places = 512;

    private readonly Seen?[] _seen = new Seen?[Places];

    public bool IsClean(string template)
    {
        ref var place = ref _seen[RuntimeHelpers.GetHashCode(template) & (Places - 1)];
        var forms = values.Forms;
        if (Volatile.Read(ref place) is { } seen && ReferenceEquals(seen.Template, template) && ReferenceEquals(seen.Forms, forms))
        {
            return true;
        }

        if (!ReferenceEquals(texts.Redact(template), template))
        {
            return false;
        }

        Volatile.Write(ref place, new(template, forms));
        return true;
    }

    private sealed record Seen(string Template, SoughtForms Forms);
}
