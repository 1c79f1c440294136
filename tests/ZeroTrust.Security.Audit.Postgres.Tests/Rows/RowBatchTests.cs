using System.Text;
using ZeroTrust.Security.Audit.Postgres.Rows;

namespace ZeroTrust.Security.Audit.Postgres.Tests.Rows;

public sealed class RowBatchTests
{
    private const string Journal = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Fill_CutsRowsThatAddUpToTheWhole_AndNamesTheirDays()
    {
        var rows = new RowBatch();
        rows.Fill(new(Journal, [Record(1, "\"wall\":0"), Record(2, "\"wall\":86400000000"), Record(3, "\"wall\":86400000001")]));

        Assert.Equal([new DateOnly(1970, 1, 1), new(1970, 1, 2)], rows.Days);
        Assert.Equal(rows.Rows(0, 3).ToArray(), (byte[])[.. rows.Rows(0, 1).Span, .. rows.Rows(1, 2).Span]);
        Assert.Equal(rows.Rows(0, 3).ToArray(), (byte[])[.. rows.Rows(0, 2).Span, .. rows.Rows(2, 1).Span]);
    }

    [Theory]
    [InlineData("\"wall\":-1")]
    [InlineData("\"wall\":253402300800000000")]
    [InlineData("\"wall\":1.5")]
    [InlineData("\"wall\":\"1\"")]
    [InlineData("\"mono\":1")]
    public void Fill_ARecordWithoutATime_IsStrange(string members)
    {
        var rows = new RowBatch();
        rows.Fill(new(Journal, [Record(1, members)]));

        Assert.Empty(rows.Records);
        Assert.Single(rows.Strange);
    }

    [Fact]
    public void Fill_ANumberOrAJournalThatIsAnother_IsStrange()
    {
        var rows = new RowBatch();
        rows.Fill(new(Journal, [Record(1, "\"wall\":1") with { Number = 2 }]));
        Assert.Single(rows.Strange);
        rows.Fill(new("orders", [Record(1, "\"wall\":1")]));
        Assert.Single(rows.Strange);
    }

    [Fact]
    public void Fill_AMemberThatComesTwice_CountsOnce_AndTheFirstCounts()
    {
        var rows = new RowBatch();
        rows.Fill(new(Journal, [Record(1, "\"wall\":1,\"user\":\"alice\",\"details\":{\"user\":\"bob\"},\"user\":\"mallory\",\"wall\":86400000000")]));

        Assert.Equal([new DateOnly(1970, 1, 1)], rows.Days);
        var row = Encoding.ASCII.GetString(rows.Rows(0, 1).Span);
        var columns = row[..row.LastIndexOf("{\"seq\"", StringComparison.Ordinal)];
        Assert.Contains("alice", columns, StringComparison.Ordinal);
        Assert.DoesNotContain("mallory", columns, StringComparison.Ordinal);
    }

    private static AuditSinkRecord Record(long number, string members) => new(number, new(1, 2, 3, new byte[8]), Encoding.ASCII.GetBytes($"{{\"seq\":{number},{members}}}"));
}
