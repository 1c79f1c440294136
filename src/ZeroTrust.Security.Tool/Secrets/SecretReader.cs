using System.Security.Cryptography;

namespace ZeroTrust.Security.Tool.Secrets;

/// <summary>Reads the value of a secret.</summary>
internal static class SecretReader
{
    /// <param name="input">Where from.</param>
    /// <param name="isExact">Whether a final line end of standard input is part of the value.</param>
    /// <returns>Null where there is none: nothing was given, or the question was not answered.</returns>
    /// <exception cref="InvalidDataException">It is longer than a secret may be.</exception>
    public static Secret? Read(SecretInput input, bool isExact) => input.Piped is { } piped ? ReadAll(piped, isExact) : Ask(input);

    private static Secret? ReadAll(Stream piped, bool isExact)
    {
        // One byte for the length that is too much, and two for a line end.
        var buffer = GC.AllocateUninitializedArray<byte>(SecretVersion.MaxBytes + 3, pinned: true);
        try
        {
            var length = piped.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            var value = isExact ? buffer.AsSpan(0, length) : WithoutLineEnd(buffer.AsSpan(0, length));
            return value.Length > SecretVersion.MaxBytes ? throw TooLong() : value.IsEmpty ? null : new(value);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static Span<byte> WithoutLineEnd(Span<byte> value) => value switch
    {
        [.. var text, (byte)'\r', (byte)'\n'] => text,
        [.. var text, (byte)'\n'] => text,
        _ => value,
    };

    private static Secret? Ask(SecretInput input)
    {
        input.Prompt.Write("Value (not shown): ");
        var text = GC.AllocateUninitializedArray<char>(SecretVersion.MaxBytes, pinned: true);
        try
        {
            var length = ReadLine(input.ReadKey, text);
            return length == 0 ? null : Secret.FromText(text.AsSpan(0, length));
        }
        finally
        {
            Array.Clear(text);
            input.Prompt.WriteLine();
        }
    }

    private static int ReadLine(Func<ConsoleKeyInfo> readKey, char[] text)
    {
        var length = 0;
        while (true)
        {
            var key = readKey();
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return length;
                case ConsoleKey.Escape:
                    return 0;
                case ConsoleKey.Backspace:
                    length = Math.Max(0, length - 1);
                    break;
                default:
                    length = key.KeyChar == '\0' ? length : Add(text, length, key.KeyChar);
                    break;
            }
        }
    }

    private static int Add(char[] text, int length, char letter)
    {
        text[length < text.Length ? length : throw TooLong()] = letter;
        return length + 1;
    }

    private static InvalidDataException TooLong() => new($"A secret has at most {SecretVersion.MaxBytes} bytes.");
}
