using System.IO.Pipelines;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>Takes a body and drops it.</summary>
internal sealed class NullWriter : PipeWriter
{
    private byte[] _buffer = new byte[4096];

    public override void Advance(int bytes)
    {
    }

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _buffer.Length)
        {
            _buffer = new byte[sizeHint];
        }

        return _buffer;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
