namespace ZeroTrust.Security;

/// <summary>How records are sent to an OpenTelemetry collector.</summary>
public sealed class AuditOpenTelemetryOptions
{
    /// <summary>Names the sink; see <see cref="IAuditSink.Name"/>.</summary>
    /// <value>1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>; <c>otlp</c> by default.</value>
    public string Name { get; set; } = "otlp";

    /// <summary>The collector's address, under which <c>v1/logs</c> is found.</summary>
    /// <value>Absolute; https, or http to a loopback address. <c>http://localhost:4318</c> by default, where a collector beside the service listens.</value>
    public Uri? Endpoint { get; set; } = new("http://localhost:4318");

    /// <summary>The value of the Authorization header, such as <c>Bearer …</c>.</summary>
    /// <value>Printable ASCII; null by default. Not beside <see cref="AuthorizationReference"/>.</value>
    public Secret? Authorization { get; set; }

    /// <summary>Where the value of the Authorization header is kept; the one in force is sent. It needs <c>AddSecrets</c>.</summary>
    /// <value>Such as <c>secret://vault/collector#authorization</c>; null by default.</value>
    public SecretRef? AuthorizationReference { get; set; }

    /// <summary>Whether the body is compressed with gzip.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Compress { get; set; }

    /// <summary>What the resource says: <c>service.name</c> and <c>host.name</c>.</summary>
    /// <value>Null by default: the application's name and the machine's.</value>
    public AuditMapping? Mapping { get; set; }
}
