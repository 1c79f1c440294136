namespace ZeroTrust.Security;

/// <summary>Which AWS Secrets Manager is asked.</summary>
public sealed class AwsSecretsOptions
{
    /// <summary>The region whose secrets are read, such as <c>eu-west-1</c>.</summary>
    /// <value>Null, the default, for the one of the surroundings: <c>AWS_REGION</c>, the profile, or the machine's own.</value>
    public string? Region { get; set; }

    /// <summary>The address to ask in place of the region's own, such as that of a VPC endpoint.</summary>
    /// <value><c>https</c>, or <c>http</c> on loopback; without a path. Null, the default, for <c>https://secretsmanager.{region}.amazonaws.com</c> and its like in other partitions.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>Whether the region's endpoint with validated cryptography (FIPS 140) is asked.</summary>
    /// <value>The default is <see langword="false"/>. Means nothing beside an <see cref="Endpoint"/>.</value>
    public bool UseFipsEndpoint { get; set; }
}
