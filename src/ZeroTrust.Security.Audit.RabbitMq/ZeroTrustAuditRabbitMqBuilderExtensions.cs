using System.Net.Security;
using RabbitMQ.Client;
using ZeroTrust.Security.Audit.RabbitMq;

namespace ZeroTrust.Security;

/// <summary>Ships the audit journal to RabbitMQ.</summary>
public static class ZeroTrustAuditRabbitMqBuilderExtensions
{
    private const int TlsPort = 5671;
    private const int PlainPort = 5672;
    private const int MaxNameBytes = 255;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Publishes each record as a persistent message whose id is the record's. A record counts as stored once the broker has confirmed it; where no queue takes
    /// it, it waits in the journal. After a failure records may come twice: whoever consumes them keeps one of each message id.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="broker">Such as <c>amqps://orders@broker.internal/audit</c>, with the user name and without a password. <c>amqp</c>, which encrypts nothing, is taken for this machine alone.</param>
    /// <param name="password">Gives the password, each time a connection is opened. The secret is not disposed of.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="delivery">Changes how records are handed over.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="broker"/> names a password or no user, or is no such address; or a setting is outside of its range.</exception>
    public static IZeroTrustBuilder AddAuditRabbitMq(
        this IZeroTrustBuilder builder,
        Uri broker,
        Func<IServiceProvider, CancellationToken, ValueTask<Secret>> password,
        Action<AuditRabbitMqOptions>? configure = null,
        Action<AuditSinkOptions>? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(broker);
        ArgumentNullException.ThrowIfNull(password);
        var isTls = broker.IsAbsoluteUri && broker.Scheme == "amqps";
        if (!broker.IsAbsoluteUri || (!isTls && broker.Scheme != "amqp") || (!isTls && !broker.IsLoopback))
        {
            throw new ArgumentException("The broker is reached by amqps; by amqp on this machine alone.", nameof(broker));
        }

        if (broker.UserInfo.Length == 0 || broker.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException("The address names the user and no password: that is given as a secret.", nameof(broker));
        }

        return builder.AddAuditRabbitMq(provider => FactoryOf(broker, isTls, cancelled => password(provider, cancelled)), configure, delivery);
    }

    /// <summary>The same with a factory of its own choice, such as one with client certificates. Its automatic recovery should be off: the sink connects anew itself.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="factory">Called once, at the start.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="delivery">Changes how records are handed over.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">A setting is outside of its range.</exception>
    public static IZeroTrustBuilder AddAuditRabbitMq(
        this IZeroTrustBuilder builder,
        Func<IServiceProvider, IConnectionFactory> factory,
        Action<AuditRabbitMqOptions>? configure = null,
        Action<AuditSinkOptions>? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        var options = new AuditRabbitMqOptions();
        configure?.Invoke(options);
        Check(options);
        return builder.AddAuditSink(provider => new RabbitMqSink(factory(provider), options), delivery);
    }

    private static void Check(AuditRabbitMqOptions options)
    {
        if (!IsName(options.Exchange) || !IsName(options.Queue) || options.RoutingKey is { Length: > MaxNameBytes })
        {
            throw new ArgumentException($"{nameof(options.Exchange)} and {nameof(options.Queue)} are 1 to {MaxNameBytes} characters, {nameof(options.RoutingKey)} at most {MaxNameBytes}.", nameof(options));
        }

        if (options.ConfirmTimeout < ShortestTimeout || options.ConfirmTimeout > LongestTimeout)
        {
            throw new ArgumentException($"{nameof(options.ConfirmTimeout)} is from {ShortestTimeout} to {LongestTimeout}.", nameof(options));
        }
    }

    private static bool IsName(string name) => name.Length is > 0 and <= MaxNameBytes;

    // Not the client's own reading of an address: that one lets a certificate of another name pass.
    private static ConnectionFactory FactoryOf(Uri broker, bool isTls, Func<CancellationToken, ValueTask<Secret>> password) => new()
    {
        HostName = broker.Host,
        Port = broker.Port > 0 ? broker.Port : isTls ? TlsPort : PlainPort,
        VirtualHost = broker.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(broker.AbsolutePath[1..]) : ConnectionFactory.DefaultVHost,
        CredentialsProvider = new SecretCredentials(Uri.UnescapeDataString(broker.UserInfo), password),
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        Ssl = new() { Enabled = isTls, ServerName = broker.Host, AcceptablePolicyErrors = SslPolicyErrors.None },
    };
}
