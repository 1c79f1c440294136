using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Audit.RabbitMq.Tests;

public sealed class AddAuditRabbitMqTests
{
    [Theory]
    [InlineData("amqp://orders@broker.internal/audit")]
    [InlineData("amqps://orders:secret@broker.internal/audit")]
    [InlineData("amqps://broker.internal/audit")]
    [InlineData("https://orders@broker.internal/audit")]
    [InlineData("broker.internal")]
    public void Address_ThatEncryptsNothing_OrNamesAPassword_OrNobody_IsRefused(string address)
    {
        using var password = Secret.FromText("x");
        var fault = Assert.Throws<ArgumentException>(() => Builder().AddAuditRabbitMq(new Uri(address, UriKind.RelativeOrAbsolute), (_, _) => new(password)));

        Assert.DoesNotContain("secret@", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amqps://orders@broker.internal/audit")]
    [InlineData("amqp://orders@127.0.0.1")]
    [InlineData("amqp://orders@localhost:5672/")]
    public void Address_ThatEncrypts_OrIsOfThisMachine_IsTaken(string address)
    {
        using var password = Secret.FromText("x");
        var builder = Builder();

        Assert.Same(builder, builder.AddAuditRabbitMq(new Uri(address), (_, _) => new(password)));
    }

    [Fact]
    public void Settings_OutsideOfTheirRange_AreRefused()
    {
        Action<AuditRabbitMqOptions>[] wrong =
        [
            static options => options.Exchange = "", static options => options.Queue = new('q', 256), static options => options.RoutingKey = new('k', 256),
            static options => options.ConfirmTimeout = TimeSpan.Zero, static options => options.ConfirmTimeout = TimeSpan.FromMinutes(11),
        ];

        Assert.All(wrong, static configure => Assert.Throws<ArgumentException>(() => Builder().AddAuditRabbitMq(static _ => null!, configure)));
    }

    private static IZeroTrustBuilder Builder() => new ServiceCollection().AddZeroTrustCore();
}
