namespace ZeroTrust.Security;

/// <summary>How records are sent to a syslog server: RFC 5424 messages over TLS (RFC 5425), or over TCP with counted octets (RFC 6587 §3.4.1).</summary>
public sealed class AuditSyslogOptions
{
    /// <summary>Names the sink; see <see cref="IAuditSink.Name"/>.</summary>
    /// <value>1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>; <c>syslog</c> by default.</value>
    public string Name { get; set; } = "syslog";

    /// <summary>The server's name or address.</summary>
    /// <value>Required.</value>
    public string? Server { get; set; }

    /// <summary>The server's port.</summary>
    /// <value>1 to 65,535; 6514 by default, which is that of syslog over TLS.</value>
    public int Port { get; set; } = 6514;

    /// <summary>Whether the connection is encrypted and the server proves its name.</summary>
    /// <value>The default is <see langword="true"/>. Without it the server is on this machine, unless <see cref="AllowPlainTextAnywhere"/> says otherwise.</value>
    public bool UseTls { get; set; } = true;

    /// <summary>Lets records go unencrypted, and to whoever answers, over a network.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPlainTextAnywhere { get; set; }

    /// <summary>The authorities that the server's certificate may come from, as a file of PEM.</summary>
    /// <value>Null by default: those of the system. Read at each connection.</value>
    public string? CertificateAuthoritiesFile { get; set; }

    /// <summary>The name that the server's certificate is for.</summary>
    /// <value>Null by default: that of <see cref="Server"/>.</value>
    public string? CertificateName { get; set; }

    /// <summary>This service's certificate, as a file of PEM, where the server asks for one.</summary>
    /// <value>Null by default. Goes with <see cref="ClientKeyFile"/>; both are read at each connection, so that a new one needs no restart.</value>
    public string? ClientCertificateFile { get; set; }

    /// <summary>The key of <see cref="ClientCertificateFile"/>, as a file of PEM without a password.</summary>
    /// <value>Null by default.</value>
    public string? ClientKeyFile { get; set; }

    /// <summary>The form of the message's text.</summary>
    /// <value>The default is <see cref="AuditFormat.Cef"/>.</value>
    public AuditFormat Format { get; set; } = AuditFormat.Cef;

    /// <summary>The facility (RFC 5424 §6.2.1).</summary>
    /// <value>0 to 23; 13 by default, which is log audit.</value>
    public int Facility { get; set; } = 13;

    /// <summary>The longest message. A longer one is sent without its details, and put aside where that is too long still.</summary>
    /// <value>2,048 to 1,048,576 bytes; 8,192 by default, which servers should take (RFC 5425 §4.3.1). The server's own limit must be as high: most cut silently.</value>
    public int MaxMessageBytes { get; set; } = 8192;

    /// <summary>
    /// Your organisation's private enterprise number. With it a message has a structured element <c>zerotrust@number</c> with id, number and hash of the record; the text has them
    /// either way.
    /// </summary>
    /// <value>Null by default.</value>
    public int? EnterpriseNumber { get; set; }

    /// <summary>What the form says beside the record.</summary>
    /// <value>Null by default: the application's name and the machine's.</value>
    public AuditMapping? Mapping { get; set; }
}
