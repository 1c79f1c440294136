using System.Text;
using System.Threading.Channels;

namespace ZeroTrust.Security.Audit.Tests.Tool;

/// <summary>Hands on each line that is written.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");

    /// <summary>The next line; waits for it.</summary>
    public async Task<string> NextAsync() => await _lines.Reader.ReadAsync();
}
