using System.Text;

namespace ZeroTrust.Security.Benchmarks.Audit;

/// <summary>Stands in the console's place: hands each line on to a file, as a console that is redirected does, and counts it.</summary>
internal sealed class WrittenLines(FileStream file) : TextWriter
{
    private readonly StreamWriter _writer = new(file) { AutoFlush = true };
    private long _lines;

    public override Encoding Encoding => Encoding.UTF8;

    public long Lines => Volatile.Read(ref _lines);

    public override void Write(char value) => throw new NotSupportedException("The console logger writes whole lines.");

    public override void Write(string? value)
    {
        _writer.Write(value);
        Interlocked.Increment(ref _lines);
    }

    /// <summary>The file does not grow for ever.</summary>
    public void StartOver() => file.SetLength(0);

    protected override void Dispose(bool disposing)
    {
        _writer.Dispose();
        base.Dispose(disposing);
    }
}
