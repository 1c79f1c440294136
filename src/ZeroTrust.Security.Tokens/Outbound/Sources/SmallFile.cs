namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Reads a small file whole and clears what it read.</summary>
internal static class SmallFile
{
    /// <param name="path">The file.</param>
    /// <param name="most">The most that is taken; <paramref name="use"/> gets one byte more when there are more.</param>
    /// <param name="state">Passed on.</param>
    /// <param name="use">Makes something of the bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static async Task<TResult> ReadAsync<TState, TResult>(string path, int most, TState state, SecretUse<TState, TResult> use, CancellationToken cancellationToken)
    {
        // Pinned: a collection would leave copies behind.
        var buffer = GC.AllocateUninitializedArray<byte>(most + 1, pinned: true);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);
        try
        {
            var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return use(buffer.AsSpan(0, length), state);
        }
        finally
        {
            Array.Clear(buffer);
        }
    }
}
