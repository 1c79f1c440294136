using System.Buffers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Writes text for a form (<c>application/x-www-form-urlencoded</c>): all but letters, digits and <c>- . _ *</c> as <c>%XX</c>.</summary>
internal static class FormEncoding
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._*"u8);

    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> utf8)
    {
        var room = to.GetSpan(utf8.Length * 3);
        var written = 0;
        foreach (var value in utf8)
        {
            if (Plain.Contains(value))
            {
                room[written++] = value;
                continue;
            }

            room[written] = (byte)'%';
            room[written + 1] = Digit(value >> 4);
            room[written + 2] = Digit(value & 15);
            written += 3;
        }

        to.Advance(written);
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
