using System.Net.Sockets;
using Npgsql;

namespace ZeroTrust.Security.Audit.Postgres.Tests;

public sealed class PostgresFaultTests
{
    private const string Canary = "canary-4711";

    [Theory]
    [InlineData("42883", "run sql/001-schema.sql", 30)]
    [InlineData("3F000", "run sql/001-schema.sql", 30)]
    [InlineData("42501", "zerotrust_audit_writer", 30)]
    [InlineData("28P01", "refuses the login", 30)]
    [InlineData("3D000", "no such database", 30)]
    [InlineData("53100", "disk of the database is full", 30)]
    [InlineData("25006", "read-only", 0)]
    [InlineData("57014", "took too long", 0)]
    [InlineData("57P01", "57P01", 0)]
    [InlineData("40P01", "40P01", 0)]
    public void ResultOf_AnAnswerOfTheServer_SaysWhatToDo_AndNothingOfItsText(string state, string expected, int seconds)
    {
        var result = PostgresFault.ResultOf(new PostgresException(Canary, "ERROR", "ERROR", state, detail: Canary));

        Assert.Equal((0, TimeSpan.FromSeconds(seconds)), (result.Stored, result.RetryAfter));
        Assert.Contains(expected, result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ResultOf_AnyOtherFault_HoldsNoneOfItsText()
    {
        Exception[] faults =
        [
            new NpgsqlException(Canary, new SocketException(111)), new NpgsqlException(Canary, new TimeoutException(Canary)), new NpgsqlException(Canary, new IOException(Canary)),
            new NpgsqlException(Canary), new InvalidOperationException(Canary), new SocketException(111, Canary), new ObjectDisposedException(Canary),
        ];

        Assert.All(faults.Select(PostgresFault.ResultOf), static result =>
        {
            Assert.Equal(0, result.Stored);
            Assert.NotEmpty(result.Reason!);
            Assert.DoesNotContain(Canary, result.Reason, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("22P05", true)]
    [InlineData("22003", true)]
    [InlineData("23514", true)]
    [InlineData("54000", true)]
    [InlineData("53100", false)]
    [InlineData("42501", false)]
    [InlineData("57P01", false)]
    [InlineData("40001", false)]
    public void IsOfTheData_IsTrueForValuesAlone(string state, bool expected) =>
        Assert.Equal(expected, PostgresFault.IsOfTheData(new PostgresException("", "ERROR", "ERROR", state)));
}
