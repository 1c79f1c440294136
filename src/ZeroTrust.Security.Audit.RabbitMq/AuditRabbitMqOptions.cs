namespace ZeroTrust.Security;

/// <summary>How the audit journal is shipped to RabbitMQ.</summary>
public sealed class AuditRabbitMqOptions
{
    /// <summary>Names the sink in measurements, logs and the file of its place. A sink under another name begins at the oldest record.</summary>
    /// <value>1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>; <c>rabbitmq</c> by default.</value>
    public string Name { get; set; } = "rabbitmq";

    /// <summary>The exchange that records are published to. It must be durable, and route each record to a durable queue.</summary>
    /// <value>1 to 255 characters; <c>zerotrust.audit</c> by default.</value>
    public string Exchange { get; set; } = "zerotrust.audit";

    /// <summary>The routing key of all records.</summary>
    /// <value>At most 255 characters. Null, the default, takes the type of each event, such as <c>refund</c>.</value>
    public string? RoutingKey { get; set; }

    /// <summary>Whether the sink makes the exchange (a durable topic) and <see cref="Queue"/> bound to all of it. The login must then be allowed to.</summary>
    /// <value>The default is <see langword="false"/>: the broker's operator makes them.</value>
    public bool DeclareTopology { get; set; }

    /// <summary>The durable quorum queue that <see cref="DeclareTopology"/> makes.</summary>
    /// <value>1 to 255 characters; <c>zerotrust.audit</c> by default.</value>
    public string Queue { get; set; } = "zerotrust.audit";

    /// <summary>How long the broker may take to accept what is published at once.</summary>
    /// <value>1 second to 10 minutes; 20 seconds by default, which is less than a call of a sink may take.</value>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
