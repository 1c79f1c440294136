using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class EcsFormTests
{
    public static TheoryData<string> Kinds => [.. MappedRecords.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryRecord_FitsTheSchema(string kind) => EcsSchema.Validate(MappedRecords.MapJson(AuditFormat.Ecs, MappedRecords.All[kind]));

    [Fact]
    public void Access_HasItsFields()
    {
        var record = MappedRecords.All["access"];
        var line = JsonSerializer.Serialize(Encoding.ASCII.GetString(record.Line.Span));

        Assert.Equal(
            $$$"""{"@timestamp":"2026-01-02T03:04:05.678Z","ecs":{"version":"8.17.0"},"event":{"kind":"event","module":"zerotrust","dataset":"zerotrust.audit","id":"01890a5d-ac96-774b-bcce-b302099a8057","sequence":17,"action":"access","category":["api"],"type":["allowed"],"outcome":"success","created":"2026-01-02T03:04:05.7Z","hash":"{{{new string('4', 64)}}}","original":{{{line}}}},"host":{"name":"node-7"},"service":{"name":"orders"},"user":{"id":"alice","domain":"corporate"},"related":{"user":["alice"]},"organization":{"id":"acme"},"source":{"ip":"127.0.0.1"},"client":{"ip":"2001:db8::7"},"trace":{"id":"0af7651916cd43dd8448eb211c80319c"},"http":{"request":{"id":"0HN1:2","method":"GET"}},"zerotrust":{"journal":"{{{MappedRecords.Journal}}}","previous_hash":"{{{new string('9', 64)}}}","class":"required","outcome":"allowed","resource":"/orders/{id}","action":"GET","service":"gateway","service_issuer":"mesh","through":"portal, edge","client":"app","connection_id":"0HN1"},"labels":{}}""",
            MappedRecords.Map(AuditFormat.Ecs, record));
    }

    [Fact]
    public void Details_AreTextUnderNamesOfTheirOwn() => Assert.Equal(
        """{"amount":"89.90","partly":"false","note":"null","to":"x=y|z\u005c","a_b":"1","a_b_2":"2"}""",
        MappedRecords.MapJson(AuditFormat.Ecs, MappedRecords.All["refund"]).GetProperty("labels").GetRawText());

    [Fact]
    public void Unproven_NamesNobody()
    {
        var ecs = MappedRecords.MapJson(AuditFormat.Ecs, MappedRecords.All["unproven"]);

        Assert.False(ecs.TryGetProperty("user", out _));
        Assert.Equal(("authentication", "failure"), (ecs.GetProperty("event").GetProperty("category")[0].GetString(), ecs.GetProperty("event").GetProperty("outcome").GetString()));
        Assert.Equal("fe80::1", ecs.GetProperty("client").GetProperty("ip").GetString());
        Assert.Equal("evil", ecs.GetProperty("zerotrust").GetProperty("unverified_issuer").GetString());
    }

    [Fact]
    public void Alert_IsOneThere()
    {
        var ecs = MappedRecords.MapJson(AuditFormat.Ecs, MappedRecords.All["alert"]);

        Assert.Equal(("alert", "refund-burst", "alice"), (ecs.GetProperty("event").GetProperty("kind").GetString(), ecs.GetProperty("rule").GetProperty("name").GetString(), ecs.GetProperty("user").GetProperty("id").GetString()));
    }

    [Fact]
    public void NumberOfTheJournalsOwn_IsNoCallersChain() => Assert.Equal(
        """{"through":"16","unknown":"0"}""",
        MappedRecords.MapJson(AuditFormat.Ecs, MappedRecords.All["recovery"]).GetProperty("labels").GetRawText());

    [Fact]
    public void OwnRecord_KeepsItsMembers() => Assert.Equal(
        """{"format":"1","previous":"{\u0022seq\u0022:16}"}""",
        MappedRecords.MapJson(AuditFormat.Ecs, MappedRecords.All["segment"]).GetProperty("labels").GetRawText());
}
