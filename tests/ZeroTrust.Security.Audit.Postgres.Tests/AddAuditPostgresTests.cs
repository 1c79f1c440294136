using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ZeroTrust.Security.Audit.Postgres.Tests;

public sealed class AddAuditPostgresTests
{
    [Theory]
    [InlineData("Host=db;Password=secret")]
    [InlineData("Host=db;pwd=secret;Username=orders")]
    [InlineData("")]
    [InlineData("nonsense=1")]
    public void ConnectionString_WithAPassword_OrNone_IsRefused_AndNotRepeated(string connectionString)
    {
        using var password = Secret.FromText("x");
        var fault = Assert.ThrowsAny<ArgumentException>(() => Builder().AddAuditPostgres(connectionString, (_, _) => new(password)));

        Assert.DoesNotContain("secret;", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("=secret", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(601)]
    [InlineData(-1)]
    public void StatementTimeout_OutsideOfItsRange_IsRefused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Builder().AddAuditPostgres(options => options.StatementTimeout = TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Script_IsTheShippedFile()
    {
        Assert.StartsWith("-- The audit trail in PostgreSQL", AuditPostgresSchema.Script, StringComparison.Ordinal);
        Assert.Contains("create function zerotrust_audit.version() returns integer language sql immutable as 'select 1'", AuditPostgresSchema.Script, StringComparison.Ordinal);
    }

    private static IZeroTrustBuilder Builder() => new ServiceCollection().AddZeroTrustCore();
}
