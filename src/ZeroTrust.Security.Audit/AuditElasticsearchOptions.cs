namespace ZeroTrust.Security;

/// <summary>How records are stored in Elasticsearch or OpenSearch, as documents of the Elastic Common Schema.</summary>
public sealed class AuditElasticsearchOptions
{
    /// <summary>Names the sink; see <see cref="IAuditSink.Name"/>.</summary>
    /// <value>1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>; <c>elasticsearch</c> by default.</value>
    public string Name { get; set; } = "elasticsearch";

    /// <summary>The cluster's address, under which <c>_bulk</c> is found.</summary>
    /// <value>Absolute; https, or http to a loopback address. Required.</value>
    public Uri? Address { get; set; }

    /// <summary>
    /// The index or data stream. <c>{yyyy}</c>, <c>{MM}</c> and <c>{dd}</c> stand for the day on which the event happened (UTC), never that on which it was sent: a record that comes
    /// again goes to the same index, and is found there.
    /// </summary>
    /// <value>1 to 200 of <c>a-z</c>, <c>0-9</c>, <c>-</c>, <c>_</c> and <c>.</c>, beginning with a letter or digit, and the three marks; <c>audit-zerotrust</c> by default.</value>
    public string Index { get; set; } = "audit-zerotrust";

    /// <summary>The key of an Elasticsearch API key, as it is given out: the encoded form.</summary>
    /// <value>Printable ASCII; null by default. Not beside <see cref="Password"/>.</value>
    public Secret? ApiKey { get; set; }

    /// <summary>Where that key is kept; the one in force is sent. It needs <c>AddSecrets</c>.</summary>
    /// <value>Null by default.</value>
    public SecretRef? ApiKeyReference { get; set; }

    /// <summary>The user, where a name and a password prove the service.</summary>
    /// <value>Without a colon; null by default. Required beside a password.</value>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    /// <value>Null by default.</value>
    public Secret? Password { get; set; }

    /// <summary>Where the password is kept; the one in force is sent. It needs <c>AddSecrets</c>.</summary>
    /// <value>Null by default.</value>
    public SecretRef? PasswordReference { get; set; }

    /// <summary>Whether what is sent is compressed with gzip.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Compress { get; set; }

    /// <summary>What a document says beside the record, and whether it holds the journal's line.</summary>
    /// <value>Null by default: the application's name, the machine's, and the line.</value>
    public AuditMapping? Mapping { get; set; }
}
