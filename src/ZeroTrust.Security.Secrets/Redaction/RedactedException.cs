namespace ZeroTrust.Security.Secrets;

/// <summary>Stands for an exception whose texts held a secret. It prints what that one prints, with masks; the original goes to no log.</summary>
#pragma warning disable RCS1194 // It is made of another exception, and of nothing else.
internal sealed class RedactedException : Exception
#pragma warning restore RCS1194
{
    private readonly string _printed;
    private readonly string? _stackTrace;

    public RedactedException(string message, string printed, string? stackTrace, RedactedException? inner)
        : base(message, inner) => (_printed, _stackTrace) = (printed, stackTrace);

    public override string? StackTrace => _stackTrace;

    public override string ToString() => _printed;
}
