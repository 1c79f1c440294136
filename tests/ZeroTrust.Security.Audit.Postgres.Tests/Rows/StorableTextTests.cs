using System.Text;
using ZeroTrust.Security.Audit.Postgres.Rows;

namespace ZeroTrust.Security.Audit.Postgres.Tests.Rows;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"\\u00e9\\u4e2d\"", "é中")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("\"a\\u0000b\"", "a\\u0000b")]
    [InlineData("\"\\ud83d\"", "\\ud83d")]
    [InlineData("\"\\ude00\\ud83d\"", "\\ude00\\ud83d")]
    [InlineData("\"\\\\u0000\"", "\\u0000")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t")]
    public void Of_DecodesWhatCanBeHeld_AndKeepsTheEscapesOfWhatCannot(string literal, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(new StorableText().Of(Encoding.ASCII.GetBytes(literal))));

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("{\"a\":\"\\u00e9\"}", "{\"a\":\"\\u00e9\"}")]
    [InlineData("{\"a\":\"x\\u0000\",\"b\":[1.50,true,null,{\"c\":\"y\"}]}", "{\"a\":\"x\\\\u0000\",\"b\":[1.50,true,null,{\"c\":\"y\"}]}")]
    [InlineData("{\"\\u0000\":\"\\ud800\"}", "{\"\\\\u0000\":\"\\\\ud800\"}")]
    public void OfJson_ChangesOnlyTextThatCannotBeHeld(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(new StorableText().OfJson(Encoding.ASCII.GetBytes(json))));
}
