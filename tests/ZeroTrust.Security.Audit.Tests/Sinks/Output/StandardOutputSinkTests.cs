using System.IO.Pipes;
using System.Text;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class StandardOutputSinkTests
{
    [Theory]
    [InlineData(AuditFormat.Journal)]
    [InlineData(AuditFormat.Ecs)]
    [InlineData(AuditFormat.Cef)]
    public async Task Write_IsOneWriteOfALineEach(AuditFormat format)
    {
        var stream = new CountingStream();
        using var sink = new StandardOutputSink(new(format, MappedRecords.Mapping), () => stream);
        var batch = ShippedSink.Batch([.. MappedRecords.All.Values]);

        Assert.Equal(AuditSinkResult.StoredAll(batch).Stored, (await sink.WriteAsync(batch, CancellationToken.None)).Stored);
        Assert.Equal(1, stream.Writes);
        Assert.Equal(string.Concat(MappedRecords.All.Values.Select(record => MappedRecords.Map(format, record) + "\n")), Encoding.ASCII.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task Write_ToAPipeThatWasClosed_IsARefusal()
    {
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
#pragma warning disable S3869 // A descriptor is what the standard output is.
        using var sink = new StandardOutputSink(new(AuditFormat.Journal), () => StandardOutput.Open(pipe.SafePipeHandle.DangerousGetHandle()));
#pragma warning restore S3869
        Assert.Equal(1, (await sink.WriteAsync(ShippedSink.Batch(1), CancellationToken.None)).Stored);
        pipe.DisposeLocalCopyOfClientHandle();

        var result = await sink.WriteAsync(ShippedSink.Batch(1), CancellationToken.None);

        Assert.Equal((0, "the standard output cannot be written (IOException)"), (result.Stored, result.Reason));
    }

    [Fact]
    public async Task Write_AfterOneThatBrokeOff_BeginsANewLine()
    {
        var stream = new CountingStream { BreaksOffAt = 10 };
        using var sink = new StandardOutputSink(new(AuditFormat.Journal), () => stream);

        Assert.Equal(0, (await sink.WriteAsync(ShippedSink.Batch(1), CancellationToken.None)).Stored);
        Assert.Equal(1, (await sink.WriteAsync(ShippedSink.Batch(1), CancellationToken.None)).Stored);
        var lines = Encoding.ASCII.GetString(stream.ToArray()).Split('\n');
        Assert.Equal([10, MappedRecords.All["refund"].Line.Length, 0], lines.Select(static line => line.Length));
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public int? BreaksOffAt { get; set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            if (BreaksOffAt is { } bytes)
            {
                BreaksOffAt = null;
                Write(buffer.Span[..bytes]);
                throw new IOException("full");
            }

            Write(buffer.Span);
            return default;
        }
    }
}
