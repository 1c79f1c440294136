namespace ZeroTrust.Security.Secrets;

/// <summary>A scope that is no list of names and values, masked each time it is printed.</summary>
internal sealed class RedactedObject(object scope, LogRedactor redactor)
{
    public override string ToString() => redactor.RedactText(scope);
}
