using System.Net;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

/// <summary>Floods of denials where the log is the trail.</summary>
public sealed class CountedDenialsTests : IDisposable
{
    private readonly RecordingLogs _logs = new();
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void J13_FloodOfOneSource_IsAHundredLinesAndOneExactCount()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        using var trail = new LoggerAuditTrail(factory, null, _clock);
        for (var i = 0; i < 100_000; i++)
        {
            trail.Record(Denial(IPAddress.Parse($"2001:db8::{i % 0xFFFF:x}"), i % 2 == 0 ? "invalid_token" : "credential_missing"));
        }

        trail.Record(Denial(IPAddress.Loopback, "invalid_token"));
        trail.Record(Denial(IPAddress.Parse("2001:db8::1"), "access_denied") with { Caller = new() { User = new("corporate", "alice") } });
        Assert.Equal(102, _logs.Lines.Count);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(103, _logs.Lines.Count);
        Assert.Equal(
            "Answered 99900 more requests of callers nobody has proven from 2001:db8::/64 within a second: credential_missing 49950, invalid_token 49950.",
            _logs.Lines[^1].Text);

        trail.Record(Denial(IPAddress.Parse("2001:db8::1"), "invalid_token"));
        Assert.Equal(104, _logs.Lines.Count);
    }

    [Fact]
    public void J13_WhatWasCountedByTheEnd_IsSaid()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        var trail = new LoggerAuditTrail(factory, null, _clock);
        for (var i = 0; i < 101; i++)
        {
            trail.Record(Denial(null, "invalid_token"));
        }

        trail.Dispose();

        Assert.Contains("Answered 1 more requests of callers nobody has proven from many sources", _logs.Lines[^1].Text, StringComparison.Ordinal);
    }

    public void Dispose() => _logs.Dispose();

    private static AuditEvent Denial(IPAddress? address, string code) => new() { Type = "access", Outcome = AuditOutcome.Denied, Action = "GET", Code = code, ClientAddress = address };
}
