using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets;

/// <summary>Stands before the factory of the application, so that whatever its providers are, and whenever they were added, they are given masked entries alone. The factory behind it belongs to the container.</summary>
internal sealed class RedactingLoggerFactory(ILoggerFactory inner, LogRedactor redactor) : ILoggerFactory
{
    /// <summary>The key under which the container has the factory behind this one.</summary>
    public const string InnerKey = "ZeroTrust.Security.Redaction.Inner";

    public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName), redactor);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // The container ends what it has made.
    }
}
