namespace ZeroTrust.Security.Secrets;

/// <summary>Masks what is secret in a text. Threads share it.</summary>
internal sealed class TextRedactor(SoughtValues values, Shapes? shapes)
{
    /// <summary>What is found in a text.</summary>
    public Findings Find(string text)
    {
        var found = new Findings(text.Length);
        values.Forms.Find(text, ref found);
        shapes?.Find(text, ref found);
        return found;
    }

    /// <summary>The text with masks: the same instance where there is nothing to mask.</summary>
    public string Redact(string text) => Find(text).Apply(text);
}
