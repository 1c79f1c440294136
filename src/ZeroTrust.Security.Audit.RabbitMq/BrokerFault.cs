using System.Security.Authentication;
using RabbitMQ.Client.Exceptions;

namespace ZeroTrust.Security.Audit.RabbitMq;

/// <summary>What a fault means, in words that hold neither a secret nor text of a record.</summary>
internal static class BrokerFault
{
    private const int AccessRefused = 403;
    private const int NotFound = 404;
    private const int PreconditionFailed = 406;

    public static readonly TimeSpan ForAnOperator = TimeSpan.FromSeconds(30);

    /// <summary>Whether the connection is as good as before: the broker refused a message.</summary>
    public static bool IsOfAMessage(Exception fault) => fault is PublishException;

    /// <summary>What to say of it, and how long to wait.</summary>
    public static (string Reason, TimeSpan RetryAfter) Of(Exception fault) => fault switch
    {
        PublishException { IsReturn: true } => ("no queue takes what the exchange is given: bind one to it", ForAnOperator),
        PublishException => ("the broker refused a message", TimeSpan.Zero),
        OperationInterruptedException { ShutdownReason.ReplyCode: NotFound } => ("there is no such exchange, or no such virtual host (404): make them, or let the sink make the exchange", ForAnOperator),
        OperationInterruptedException { ShutdownReason.ReplyCode: AccessRefused } => ("the login may not do this (403)", ForAnOperator),
        OperationInterruptedException { ShutdownReason.ReplyCode: PreconditionFailed } => ("the exchange or the queue is there with other settings (406)", ForAnOperator),
        BrokerUnreachableException when Holds<AuthenticationFailureException>(fault) || Holds<PossibleAuthenticationFailureException>(fault) => ("RabbitMQ refuses the login", ForAnOperator),
        BrokerUnreachableException when Holds<AuthenticationException>(fault) => ("RabbitMQ's certificate is not trusted", ForAnOperator),
        BrokerUnreachableException => ("RabbitMQ cannot be reached", TimeSpan.Zero),
        OperationCanceledException or TimeoutException => ("the broker did not confirm in time", TimeSpan.Zero),
        OperationInterruptedException { ShutdownReason.ReplyCode: var code } => ($"the connection was ended ({code})", TimeSpan.Zero),
        _ => ($"the connection to RabbitMQ failed: {fault.GetType().Name}", TimeSpan.Zero),
    };

    // The client tries each address, and wraps what each one said: what it is about may stand several faults deep.
    private static bool Holds<T>(Exception? fault)
        where T : Exception => fault switch
        {
            null => false,
            T => true,
            AggregateException several => several.InnerExceptions.Any(Holds<T>),
            _ => Holds<T>(fault.InnerException),
        };
}
