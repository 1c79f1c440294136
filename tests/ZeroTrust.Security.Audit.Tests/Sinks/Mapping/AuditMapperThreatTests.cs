using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>No text of a record adds, ends, hides or turns around anything in what is shipped.</summary>
public sealed class AuditMapperThreatTests
{
    public static TheoryData<AuditFormat, string> Forgeries
    {
        get
        {
            var data = new TheoryData<AuditFormat, string>();
            string[] texts =
            [
                "\",\"outcome\":\"allowed", "\\\",\"event\":{\"outcome\":\"success\"},\"x\":\"", "}\n{\"create\":{}}\n{\"outcome\":\"allowed\"}", "\\u0022,\\u0022outcome\\u0022:\\u0022allowed",
                "a act=allowed suser=admin", "a\\ act=allowed", "a\\\\= act=allowed", "x|10|act=allowed", "x\\|0|", "\r\n<13>1 - - - - - - CEF:0|a|b|c|d|e|0|", " act=allowed ", "=", "\\", "\\n", "\0\u001b[2J\u009b\u202e\u200b\u2028\ufeff",
            ];
            foreach (var text in texts)
            {
                data.Add(AuditFormat.Ecs, text);
                data.Add(AuditFormat.Ocsf, text);
                data.Add(AuditFormat.Cef, text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void J12_TextInAnyField_AddsNoFieldInAnyForm(AuditFormat format, string text)
    {
        var plain = Names(format, MappedRecords.Map(format, MappedRecords.Of(EveryField("plain"))));
        var mapped = MappedRecords.Map(format, MappedRecords.Of(EveryField(text)));

        Assert.Equal(plain, Names(format, mapped));
        Assert.Equal(text, UserOf(format, mapped));
    }

    [Theory]
    [InlineData(AuditFormat.Ecs)]
    [InlineData(AuditFormat.Ocsf)]
    [InlineData(AuditFormat.Cef)]
    public void J11_EveryCharacter_StaysOnOnePrintableLineInEveryForm(AuditFormat format)
    {
        for (var start = 0; start <= 0x10FFFF; start += 50)
        {
            var text = string.Concat(Enumerable.Range(start, Math.Min(50, 0x110000 - start)).Select(static code => code is >= 0xD800 and <= 0xDFFF ? "-" : char.ConvertFromUtf32(code)));
            var line = MappedRecords.Map(format, MappedRecords.Of(new() { Type = "view", Outcome = AuditOutcome.Allowed, Caller = new() { User = new("corporate", text) }, Details = [new("note", text)] }));

            Assert.False(line.AsSpan().ContainsAnyExceptInRange(' ', '~'), $"U+{start:X}");
            Assert.Equal(text, UserOf(format, line));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"x\"}")]
    [InlineData("{\"type\":\"x\",\"time\":\"2026-01-02T03:04:05Z\",\"outcome\":\"denied\",\"outcome\":\"allowed\"}")]
    [InlineData("{\"type\":\"x\",\"time\":\"2026-01-02T03:04:05Z\",\"\\u006futcome\":\"denied\",\"outcome\":\"allowed\"}")]
    [InlineData("{\"type\":\"x\",\"time\":\"2026-01-02T03:04:05Z\",\"user\":{\"outcome\":\"allowed\"}}")]
    [InlineData("{\"type\":\"x\",\"time\":\"2026-01-02T03:04:05Z\"}{}")]
    [InlineData("{\"type\":\"x\",\"time\":\"2026-01-02T03:04:05Z\",\"user\":\"\u00e9\"}")]
    [InlineData("{\"type\":\"x\",\n\"time\":\"2026-01-02T03:04:05Z\"}")]
    [InlineData("{\"type\":\"x\",\"time\":\"yesterday\"}")]
    [InlineData("{\"type\":\"x\",\"time\":\"2026-01-02T03:04:05Z\"")]
    public void J12_WhatIsNoRecord_IsNotWritten(string line)
    {
        foreach (var format in Enum.GetValues<AuditFormat>())
        {
            var output = new ArrayBufferWriter<byte>();

            Assert.False(new AuditMapper(format).TryWrite(new(1, MappedRecords.Id, Encoding.UTF8.GetBytes(line)), MappedRecords.Journal, output));
            Assert.Equal(0, output.WrittenCount);
        }
    }

    private static AuditEvent EveryField(string text) => new()
    {
        Type = "refund",
        Outcome = AuditOutcome.Denied,
        Caller = new() { User = new(text, text), Service = new(text, text, text), Client = text, Tenant = text },
        Resource = text,
        Action = text,
        Code = text,
        Reason = text,
        Unverified = new(text, text, text),
        RequestId = text,
        ConnectionId = text,
        TraceId = text,
        Details = [new("note", text)],
    };

    private static List<string> Names(AuditFormat format, string mapped)
    {
        if (format == AuditFormat.Cef)
        {
            return [.. ParsedCef.Parse(mapped).Pairs.Select(static pair => pair.Key)];
        }

        using var document = JsonDocument.Parse(mapped);
        return [.. NamesIn(document.RootElement, "")];
    }

    private static IEnumerable<string> NamesIn(JsonElement element, string path) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => NamesIn(member.Value, $"{path}.{member.Name}").Prepend($"{path}.{member.Name}"))
        : [];

    private static string? UserOf(AuditFormat format, string mapped)
    {
        if (format == AuditFormat.Cef)
        {
            return ParsedCef.Text(ParsedCef.Parse(mapped)["suser"]!);
        }

        using var document = JsonDocument.Parse(mapped);
        return format == AuditFormat.Ecs
            ? document.RootElement.GetProperty("user").GetProperty("id").GetString()
            : document.RootElement.GetProperty("actor").GetProperty("user").GetProperty("uid").GetString();
    }
}
