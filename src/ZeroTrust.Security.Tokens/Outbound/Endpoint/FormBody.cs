using System.Buffers;
using System.Text;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The form that is posted to a token endpoint. It may hold secrets, so it is cleared at its end.</summary>
internal sealed class FormBody : IDisposable
{
    // Room for what is common, so that no half-full buffer is left behind.
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Add(name, Encoding.UTF8.GetBytes(value));
        }
    }

    public void Add(string name, Secret value) => value.Reveal((Form: this, Name: name), static (bytes, to) =>
    {
        to.Form.Add(to.Name, bytes);
        return true;
    });

    public void Dispose() => _bytes.Clear();

    private void Add(string name, ReadOnlySpan<byte> value)
    {
        if (_bytes.WrittenCount > 0)
        {
            _bytes.Write("&"u8);
        }

        FormEncoding.Write(_bytes, Encoding.ASCII.GetBytes(name));
        _bytes.Write("="u8);
        FormEncoding.Write(_bytes, value);
    }
}
