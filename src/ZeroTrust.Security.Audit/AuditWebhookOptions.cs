namespace ZeroTrust.Security;

/// <summary>How records are posted to an address of your choice.</summary>
public sealed class AuditWebhookOptions
{
    /// <summary>Names the sink; see <see cref="IAuditSink.Name"/>.</summary>
    /// <value>1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>; <c>webhook</c> by default.</value>
    public string Name { get; set; } = "webhook";

    /// <summary>Where records are posted to.</summary>
    /// <value>Absolute; https, or http to a loopback address. Required.</value>
    public Uri? Address { get; set; }

    /// <summary>The form of each record.</summary>
    /// <value>The default is <see cref="AuditFormat.Journal"/>; <see cref="AuditFormat.Cef"/> goes only with <see cref="AuditWebhookBody.Lines"/>.</value>
    public AuditFormat Format { get; set; } = AuditFormat.Journal;

    /// <summary>How the records of one call stand in its body.</summary>
    /// <value>The default is <see cref="AuditWebhookBody.Array"/>.</value>
    public AuditWebhookBody Body { get; set; } = AuditWebhookBody.Array;

    /// <summary>
    /// The key that calls are signed with, as Standard Webhooks describes it: <c>webhook-signature</c> is <c>v1,</c> and the base64 of HMAC-SHA-256 over <c>webhook-id</c>, a dot,
    /// <c>webhook-timestamp</c>, a dot and the body as it is sent.
    /// </summary>
    /// <value>At least 24 bytes; null by default: calls are not signed. Not beside <see cref="SigningKeyReference"/>.</value>
    public Secret? SigningKey { get; set; }

    /// <summary>Where that key is kept. While the one before is taken (<c>PreviousFor</c> of the store), calls are signed with both, so that a receiver may change over at any moment of that time. It needs <c>AddSecrets</c>.</summary>
    /// <value>Such as <c>secret://vault/orders#webhook-key</c>; null by default.</value>
    public SecretRef? SigningKeyReference { get; set; }

    /// <summary>The value of the Authorization header, such as <c>Bearer …</c> or <c>Splunk …</c>.</summary>
    /// <value>Printable ASCII; null by default. Not beside <see cref="AuthorizationReference"/>.</value>
    public Secret? Authorization { get; set; }

    /// <summary>Where the value of the Authorization header is kept; the one in force is sent. It needs <c>AddSecrets</c>.</summary>
    /// <value>Null by default.</value>
    public SecretRef? AuthorizationReference { get; set; }

    /// <summary>Whether the body is compressed with gzip. The signature is then over the compressed body.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Compress { get; set; }

    /// <summary>What the form says beside the record.</summary>
    /// <value>Null by default: the application's name and the machine's.</value>
    public AuditMapping? Mapping { get; set; }
}
