using System.Text;

namespace ZeroTrust.Security.Audit.RabbitMq.Tests;

public sealed class AuditMessageTests
{
    [Theory]
    [InlineData("{\"seq\":1,\"type\":\"refund\"}", "refund")]
    [InlineData("{\"seq\":1,\"details\":{\"type\":\"x\"},\"type\":\"key.rotated\"}", "key.rotated")]
    [InlineData("{\"seq\":1,\"type\":\"a\",\"type\":\"b\"}", "a")]
    [InlineData("{\"seq\":1}", "unknown")]
    [InlineData("{\"type\":7}", "unknown")]
    [InlineData("{\"type\":\"\"}", "unknown")]
    [InlineData("{\"type\":\"\\ud800\"}", "unknown")]
    [InlineData("not json", "unknown")]
    [InlineData("", "unknown")]
    public void TypeOf_IsTheFirstAtTheTop_AndAWordOfItsOwnWhereThereIsNone(string line, string expected) =>
        Assert.Equal(expected, AuditMessage.TypeOf(Encoding.ASCII.GetBytes(line)));

    [Fact]
    public void TypeOf_LongerThanARoutingKeyMayBe_IsUnknown() =>
        Assert.Equal("unknown", AuditMessage.TypeOf(Encoding.ASCII.GetBytes($"{{\"type\":\"{new string('a', 256)}\"}}")));
}
