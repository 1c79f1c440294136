using System.Text;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class OcsfFormTests
{
    public static TheoryData<string> Kinds => [.. MappedRecords.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryRecord_FitsTheSchema(string kind) => OcsfSchema.Validate(MappedRecords.MapJson(AuditFormat.Ocsf, MappedRecords.All[kind]));

    [Theory]
    [InlineData("access", 600302, 1, 1)]
    [InlineData("failed", 600302, 2, 3)]
    [InlineData("unproven", 300201, 2, 3)]
    [InlineData("refused", 300399, 2, 3)]
    [InlineData("refund", 600399, 1, 1)]
    [InlineData("intent", 600399, 0, 1)]
    [InlineData("bare", 600399, 0, 3)]
    [InlineData("alert", 200401, 1, 4)]
    [InlineData("start", 600203, 1, 1)]
    [InlineData("stop", 600204, 1, 1)]
    [InlineData("lost", 600299, 2, 4)]
    [InlineData("segment", 600299, 0, 1)]
    [InlineData("recovery", 600299, 0, 1)]
    public void Kind_HasItsClassActivityStatusAndSeverity(string kind, int type, int status, int severity)
    {
        var ocsf = MappedRecords.MapJson(AuditFormat.Ocsf, MappedRecords.All[kind]);

        Assert.Equal((type, status, severity), (ocsf.GetProperty("type_uid").GetInt32(), ocsf.GetProperty("status_id").GetInt32(), ocsf.GetProperty("severity_id").GetInt32()));
    }

    [Fact]
    public void Access_NamesActorApiAndSource()
    {
        var ocsf = MappedRecords.MapJson(AuditFormat.Ocsf, MappedRecords.All["access"]);

        Assert.Equal("""{"user":{"uid":"alice","domain":"corporate","type_id":1},"app_name":"gateway","app_uid":"app"}""", ocsf.GetProperty("actor").GetRawText());
        Assert.Equal("""{"operation":"GET","service":{"name":"orders"},"request":{"uid":"0HN1:2"}}""", ocsf.GetProperty("api").GetRawText());
        Assert.Equal("""{"ip":"2001:db8::7","svc_name":"gateway","intermediate_ips":["127.0.0.1"]}""", ocsf.GetProperty("src_endpoint").GetRawText());
        Assert.Equal("portal, edge", ocsf.GetProperty("unmapped").GetProperty("through").GetString());
        Assert.Equal(1767323045678, ocsf.GetProperty("time").GetInt64());
        Assert.Equal(Encoding.ASCII.GetString(MappedRecords.All["access"].Line.Span), ocsf.GetProperty("raw_data").GetString());
    }

    [Fact]
    public void Details_KeepTheirTypes() => Assert.Equal(
        """{"amount":89.90,"partly":false,"note":null,"to":"x=y|z\u005c","a_b":"1","a_b_2":"2"}""",
        MappedRecords.MapJson(AuditFormat.Ocsf, MappedRecords.All["refund"]).GetProperty("unmapped").GetProperty("details").GetRawText());
}
