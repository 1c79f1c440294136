using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace ZeroTrust.Security.Audit.RabbitMq.Tests;

public sealed class BrokerFaultTests
{
    private const string Canary = "canary-4711";

    [Theory]
    [InlineData(404, "there is no such exchange", 30)]
    [InlineData(403, "may not do this", 30)]
    [InlineData(406, "other settings", 30)]
    [InlineData(320, "(320)", 0)]
    public void Of_AnAnswerOfTheBroker_SaysWhatToDo_AndNothingOfItsText(ushort code, string expected, int seconds)
    {
        var (reason, retryAfter) = BrokerFault.Of(new OperationInterruptedException(new ShutdownEventArgs(ShutdownInitiator.Peer, code, Canary)));

        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(seconds), retryAfter);
    }

    [Fact]
    public void Of_AnyOtherFault_HoldsNoneOfItsText()
    {
        Exception[] faults =
        [
            new BrokerUnreachableException(new AuthenticationFailureException(Canary)), new BrokerUnreachableException(new SocketException(111, Canary)), new TimeoutException(Canary),
            new BrokerUnreachableException(new System.Security.Authentication.AuthenticationException(Canary)), new InvalidOperationException(Canary), new OperationCanceledException(Canary),
        ];

        Assert.All(faults.Select(static fault => BrokerFault.Of(fault).Reason), static reason => Assert.DoesNotContain(Canary, reason, StringComparison.Ordinal));
    }
}
