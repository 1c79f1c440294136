namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>A test against RabbitMQ. Without it the test is skipped by name; <c>tests/run.sh</c> installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RabbitMqFactAttribute : FactAttribute
{
    public RabbitMqFactAttribute()
    {
        if (RabbitMqServer.Programs is null)
        {
            Skip = "needs RabbitMQ (Debian package rabbitmq-server); tests/run.sh installs it";
        }
    }
}
