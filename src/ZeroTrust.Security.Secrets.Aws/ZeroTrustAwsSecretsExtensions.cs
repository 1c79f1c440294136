using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Secrets.Aws;

namespace ZeroTrust.Security;

/// <summary>Reads secrets from AWS Secrets Manager.</summary>
public static class ZeroTrustAwsSecretsExtensions
{
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Adds the AWS Secrets Manager of one account and region, as <c>secret://aws/orders/db#password</c>; a field is a member of a value that is a JSON object. Each read costs a call that AWS bills for: secrets are read anew every 5 minutes unless
    /// <paramref name="configure"/> says otherwise. The identity needs <c>secretsmanager:GetSecretValue</c>, and <c>secretsmanager:ListSecretVersionIds</c> so that a service that has just started takes the value before too.
    /// </summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="aws">Says which one.</param>
    /// <param name="credentials">The identity to ask with; null, the default, for the one of the surroundings, found and renewed as the AWS SDK does it: environment, service account, container, machine, profile.</param>
    /// <param name="store">The name that references have.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">A setting cannot be, or <paramref name="store"/> is no name of a store. The message names each.</exception>
    public static SecretsBuilder AddAwsSecretsManager(
        this SecretsBuilder builder, Action<AwsSecretsOptions>? aws = null, AWSCredentials? credentials = null, string store = "aws", Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new AwsSecretsOptions();
        aws?.Invoke(options);
        var endpoint = new ServiceEndpoint(options);
        return builder.Add(store, services => new AwsSecretProvider(endpoint, new(credentials), SecretsManagerClient.CreateHandler(), services.GetRequiredService<TimeProvider>()), settings =>
        {
            settings.RefreshInterval = Poll;
            configure?.Invoke(settings);
        });
    }
}
