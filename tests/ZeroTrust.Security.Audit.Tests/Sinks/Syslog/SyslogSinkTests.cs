using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ZeroTrust.Security.AspNetCore.Tests.Certificates;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed partial class SyslogSinkTests : IDisposable
{
    private readonly TestCa _ca = new(now: TimeProvider.System.GetUtcNow());
    private readonly ScratchDirectory _scratch = new();

    [Theory]
    [InlineData(AuditFormat.Journal)]
    [InlineData(AuditFormat.Ecs)]
    [InlineData(AuditFormat.Ocsf)]
    [InlineData(AuditFormat.Cef)]
    public async Task Write_IsAMessageForEachRecord(AuditFormat format)
    {
        await using var server = new SyslogServer();
        await using var sink = Sink(server, options => options.Format = format);
        var batch = ShippedSink.Batch([.. MappedRecords.All.Values]);

        Assert.Equal(batch.Records.Count, (await sink.WriteAsync(batch)).Stored);
        Assert.Equal(batch.Records.Select(record => MappedRecords.Map(format, record)), server.Messages.Select(static message => Message().Match(message).Groups["text"].Value));
        Assert.All(server.Messages, static message => Assert.Matches(Message(), message));
    }

    [Fact]
    public async Task Write_HasPriorityTimeOriginTypeAndNumber()
    {
        await using var server = new SyslogServer();
        await using var sink = Sink(server, static options => options.EnterpriseNumber = 32473);
        var record = MappedRecords.All["refused"] with { Number = int.MaxValue + 2L };
        await sink.Sink.WriteAsync(new("x\"]\\\u00e9", [record]), CancellationToken.None);

        Assert.StartsWith(
            $"<108>1 2026-01-02T03:04:05.678000Z node-7 orders {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} access [meta sequenceId=\"2\"][zerotrust@32473 id=\"{record.Id}\" seq=\"2147483649\" journal=\"x\\\"\\]\\\\_\" hash=\"{new string('4', 64)}\"] CEF:0|",
            server.Messages.Single(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access", 110)]
    [InlineData("refused", 108)]
    [InlineData("failed", 107)]
    [InlineData("lost", 106)]
    [InlineData("alert", 106)]
    public async Task Write_PriorityIsFacilityAndSeverity(string kind, int priority)
    {
        await using var server = new SyslogServer();
        await using var sink = Sink(server);
        await sink.WriteAsync(ShippedSink.Batch(MappedRecords.All[kind]));

        Assert.StartsWith($"<{priority}>1 ", server.Messages.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhatIsTooLong_GoesWithoutItsDetails_OrIsPutAside()
    {
        await using var server = new SyslogServer();
        await using var sink = Sink(server, static options => options.MaxMessageBytes = 2048);
        var detailed = MappedRecords.Of(MappedRecords.Refund with { Details = [new("a", new string('x', 1000)), new("b", new string('x', 1000))] });
        var wide = MappedRecords.Of(MappedRecords.Refund with { Resource = new string('x', 1000), Reason = new string('x', 1000) }) with { Id = SinkRig.Id(2) };

        var result = await sink.WriteAsync(ShippedSink.Batch(detailed, wide, MappedRecords.All["access"]));

        Assert.Equal((3, new AuditAside(SinkRig.Id(2), "longer than a message may be")), (result.Stored, Assert.Single(result.Aside)));
        Assert.Equal([true, false], server.Messages.Select(static message => message.EndsWith("ztDetailsLeftOut=too long", StringComparison.Ordinal)));
        Assert.All(server.Messages, static message => Assert.InRange(message.Length, 1, 2048));
    }

    [Fact]
    public async Task J18_WhatTheServerDidNotReadToTheEnd_IsNotStored()
    {
        await using var server = new SyslogServer
        {
#pragma warning disable MA0022 // Null: the server does as it should.
            Behaviour = static (number, socket, cancellation) => number switch
            {
                1 => CloseAtOnceAsync(socket),
                2 => ReadSomeAsync(socket, cancellation),
                3 or 4 or 5 => CloseUnseenAsync(socket),
                _ => null,
            },
#pragma warning restore MA0022
        };
        await using var sink = Sink(server);
        var batch = ShippedSink.Batch(2_000);

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.Equal(0, (await sink.WriteAsync(batch)).Stored);
        }

        Assert.Equal(2_000, (await sink.WriteAsync(batch)).Stored);
        Assert.Equal(2_000, server.Messages.Count);
    }

    [Fact]
    public async Task J18_AServerThatNeverEndsTheConnection_StoresNothing()
    {
        await using var server = new SyslogServer { Behaviour = static (_, socket, cancellation) => HangAsync(socket, cancellation) };
        await using var sink = Sink(server);
        using var cancellation = new CancellationTokenSource();
        var writing = sink.Sink.WriteAsync(ShippedSink.Batch(1), cancellation.Token).AsTask();
        Assert.False(writing.IsCompletedSuccessfully);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task Write_OverTls_GoesToTheServerThatProvesItsName()
    {
        using var certificate = ServerCertificate("localhost");
        await using var server = new SyslogServer(certificate);
        await using var sink = Tls(server);

        Assert.Equal(3, (await sink.WriteAsync(ShippedSink.Batch(3))).Stored);
        Assert.Equal(3, server.Messages.Count);
    }

    [Fact]
    public async Task Write_OverTls_NotToAnotherName_NorToAnotherAuthority()
    {
        using var certificate = ServerCertificate("elsewhere.example");
        using var otherCa = new TestCa("Other Root", now: TimeProvider.System.GetUtcNow());
        using var foreign = otherCa.Issue(new ClientCertificate { Subject = "CN=localhost", DnsNames = ["localhost"], Uses = [TestCa.ServerUse] });
        await using var wrongName = new SyslogServer(certificate);
        await using var wrongAuthority = new SyslogServer(foreign);
        await using var first = Tls(wrongName);
        await using var second = Tls(wrongAuthority);
        await using var named = Tls(wrongName, static options => options.CertificateName = "elsewhere.example");

        const string Reason = "the server did not prove its name, or refused this service's certificate";
        Assert.Equal((0, Reason), Outcome(await first.WriteAsync(ShippedSink.Batch(1))));
        Assert.Equal((0, Reason), Outcome(await second.WriteAsync(ShippedSink.Batch(1))));
        Assert.Equal((0, 0), (wrongName.Messages.Count, wrongAuthority.Messages.Count));
        Assert.Equal(1, (await named.WriteAsync(ShippedSink.Batch(1))).Stored);
    }

    [Fact]
    public async Task Write_OverTls_ShowsItsOwnCertificate()
    {
        using var certificate = ServerCertificate("localhost");
        using var own = _ca.Issue(new ClientCertificate { Subject = "CN=orders" });
        var certificateFile = WriteFile("own.pem", own.ExportCertificatePem());
        using var key = own.GetECDsaPrivateKey()!;
        var keyFile = WriteFile("own.key", key.ExportPkcs8PrivateKeyPem());
        await using var server = new SyslogServer(certificate, asksForCertificate: true);
        await using var with = Tls(server, options => (options.ClientCertificateFile, options.ClientKeyFile) = (certificateFile, keyFile));
        await using var unreadable = Tls(server, options => (options.ClientCertificateFile, options.ClientKeyFile) = (certificateFile + ".gone", keyFile));

        Assert.Equal(1, (await with.WriteAsync(ShippedSink.Batch(1))).Stored);
        Assert.Equal("CN=orders", server.Client);
        Assert.Equal((0, "a certificate or key cannot be read (FileNotFoundException)"), Outcome(await unreadable.WriteAsync(ShippedSink.Batch(1))));
    }

    [Fact]
    public async Task Write_ToNobody_IsARefusal()
    {
        var server = new SyslogServer();
        await using var sink = Sink(server);
        await server.DisposeAsync();

        Assert.Equal((0, "no connection (ConnectionRefused)"), Outcome(await sink.WriteAsync(ShippedSink.Batch(1))));
    }

    [Fact]
    public void BadSettings_StopTheStart_AndAllAreNamed()
    {
        var fault = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(static () => new ShippedSink(static builder => builder.AddAuditSyslog(static options =>
        {
            options.Server = "logs.example";
            options.UseTls = false;
            (options.Port, options.Facility, options.MaxMessageBytes, options.EnterpriseNumber) = (0, 24, 100, 0);
            options.ClientKeyFile = "key.pem";
        })));

        Assert.Equal(["UseTls", "Port", "Facility", "MaxMessageBytes", "EnterpriseNumber", "ClientCertificateFile"], fault.Failures.Select(static failure => failure.Split(": ")[1].Split(' ')[0]));
    }

    public void Dispose()
    {
        _ca.Dispose();
        _scratch.Dispose();
    }

    private static (int Stored, string? Reason) Outcome(AuditSinkResult result) => (result.Stored, result.Reason);

    // Closing with something unread resets the connection.
    private static async Task CloseAtOnceAsync(Socket socket)
    {
        await socket.ReceiveAsync(new byte[1]);
        socket.Close();
    }

    // Before anything came.
    private static Task CloseUnseenAsync(Socket socket)
    {
        socket.Close();
        return Task.CompletedTask;
    }

    private static async Task ReadSomeAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new byte[10_000];
        for (var read = 0; read < 50_000;)
        {
            read += await socket.ReceiveAsync(buffer, cancellation);
        }

        socket.Close();
    }

    private static async Task HangAsync(Socket socket, CancellationToken cancellation)
    {
        while (await socket.ReceiveAsync(new byte[10_000], cancellation) > 0)
        {
            // Read, and never an end of its own.
        }

        await Task.Delay(Timeout.Infinite, cancellation);
    }

    private static ShippedSink Sink(SyslogServer server, Action<AuditSyslogOptions>? configure = null) => new(builder => builder.AddAuditSyslog(options =>
    {
        (options.Server, options.Port, options.UseTls, options.Mapping) = ("127.0.0.1", server.Port, false, MappedRecords.Mapping);
        configure?.Invoke(options);
    }));

    private ShippedSink Tls(SyslogServer server, Action<AuditSyslogOptions>? configure = null) => Sink(server, options =>
    {
        (options.Server, options.UseTls, options.CertificateAuthoritiesFile) = ("localhost", true, WriteFile("ca.pem", _ca.Pem));
        configure?.Invoke(options);
    });

    private X509Certificate2 ServerCertificate(string name) => _ca.Issue(new ClientCertificate { Subject = $"CN={name}", DnsNames = [name], Uses = [TestCa.ServerUse] });

    private string WriteFile(string name, string text)
    {
        var path = Path.Combine(_scratch.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex("^<1[0-9]{2}>1 [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{6}Z node-7 orders [0-9]+ [a-z.]+ \\[meta sequenceId=\"[0-9]+\"\\] (?<text>[ -~]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Message();
}
