using System.Text.Json;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class CefFormTests
{
    public static TheoryData<string> Kinds => [.. MappedRecords.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryRecord_HasSevenFieldsAndPairsOfTheirOwnNames(string kind)
    {
        var cef = ParsedCef.Parse(MappedRecords.Map(AuditFormat.Cef, MappedRecords.All[kind]));

        Assert.Equal(["CEF:0", "ZeroTrust.Security", "Audit"], cef.Header.Take(3));
        Assert.InRange(int.Parse(cef.Header[6], System.Globalization.CultureInfo.InvariantCulture), 0, 10);
        Assert.Equal(cef.Pairs.Select(static pair => pair.Key).Distinct(StringComparer.Ordinal), cef.Pairs.Select(static pair => pair.Key));
        Assert.All(cef.Pairs, static pair => Assert.Matches("^[a-zA-Z0-9]+$", pair.Key));
        Assert.Equal((MappedRecords.Id.ToString(), "17"), (cef["externalId"], cef["cn1"]));
    }

    [Fact]
    public void Refused_HasItsPairs()
    {
        var cef = MappedRecords.Map(AuditFormat.Cef, MappedRecords.All["refused"]);

        Assert.Equal(
            $"CEF:0|ZeroTrust.Security|Audit|{RecordSource.Version}|access|access denied|6|rt=1767323045678 externalId=01890a5d-ac96-774b-bcce-b302099a8057 dvchost=node-7 destinationServiceName=orders deviceExternalId={MappedRecords.Journal} act=denied reason=orders:write suser=alice sourceServiceName=gateway cs1Label=tenant cs1=acme cs2Label=issuer cs2=corporate cs3Label=client cs3=app c6a2Label=Source IPv6 Address c6a2=2001:db8::7 requestMethod=GET request=/orders/{{id}} cs4Label=trace_id cs4=0af7651916cd43dd8448eb211c80319c cs5Label=request_id cs5=0HN1:2 cs6Label=code cs6=insufficient_scope cn1Label=sequence cn1=17 ztPeer=127.0.0.1 ztClass=required ztServiceIssuer=mesh ztThrough=portal, edge ztConnectionId=0HN1 ztHash={new string('4', 64)}",
            cef);
    }

    [Fact]
    public void Details_AreOneValueOfJson()
    {
        var cef = ParsedCef.Parse(MappedRecords.Map(AuditFormat.Cef, MappedRecords.All["refund"]));
        using var details = JsonDocument.Parse(cef["ztDetails"]!);

        Assert.Equal("x=y|z\\", details.RootElement.GetProperty("to").GetString());
    }

    [Fact]
    public void Alert_IsNamedByItsRule_AndGrave() => Assert.Equal(
        ["detection.alert", "detection.alert refund-burst", "8"],
        ParsedCef.Parse(MappedRecords.Map(AuditFormat.Cef, MappedRecords.All["alert"])).Header.Skip(4));

    [Fact]
    public void Brief_LeavesTheDetailsOut()
    {
        var cef = ParsedCef.Parse(MappedRecords.Map(AuditFormat.Cef, MappedRecords.All["refund"], brief: true));

        Assert.Equal((null, "too long"), (cef["ztDetails"], cef["ztDetailsLeftOut"]));
    }
}
