using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace ZeroTrust.Security;

/// <summary>
/// A secret value: a password, a key, a token. Its bytes stay in one place of memory, are zeroed by <see cref="Dispose"/>, and come
/// out only through <see cref="Reveal{TState, TResult}"/>; nothing else prints, serialises or compares them early. Threads may share it.
/// </summary>
[DebuggerDisplay("[secret]")]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IEquatable<Secret>, IDisposable
{
    private const string Mask = "[secret]";
    private const int Ended = int.MinValue;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _bytes;

    // How many are reading, below zero from the end on: the last one out zeroes.
    private int _readers;

    /// <summary>Copies a value. Zero the original where it is yours.</summary>
    /// <param name="value">The bytes; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty: a secret that is not there is a fault, not a value.</exception>
    public Secret(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            throw new ArgumentException("A secret is not empty.", nameof(value));
        }

        // Pinned: a collection would leave copies behind.
        _bytes = GC.AllocateUninitializedArray<byte>(value.Length, pinned: true);
        value.CopyTo(_bytes);
    }

    /// <summary>The length of the value.</summary>
    /// <value>In bytes, at least 1.</value>
    public int Length => _bytes.Length;

    /// <summary>Makes a secret of a text, as UTF-8.</summary>
    /// <param name="text">The text; at least one character.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty.</exception>
    public static Secret FromText(ReadOnlySpan<char> text)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetMaxByteCount(text.Length), pinned: true);
        try
        {
            return new(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Hands the value to <paramref name="use"/>, which keeps no copy of it.</summary>
    /// <typeparam name="TState">What the use needs beside the value.</typeparam>
    /// <typeparam name="TResult">What it makes of it.</typeparam>
    /// <param name="state">Passed on, so that a static lambda will do.</param>
    /// <param name="use">Called once, on this thread. The span is good for the length of the call, also while another thread disposes.</param>
    /// <returns>What <paramref name="use"/> returned.</returns>
    /// <exception cref="ObjectDisposedException">The value is gone.</exception>
    public TResult Reveal<TState, TResult>(TState state, SecretUse<TState, TResult> use)
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(use);
        if (Interlocked.Increment(ref _readers) < 0)
        {
            Leave();
            throw new ObjectDisposedException(nameof(Secret));
        }

        try
        {
            return use(_bytes, state);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Whether the values are the same, in a time that depends on their lengths alone.</summary>
    /// <param name="other">Another secret.</param>
    /// <returns><see langword="false"/> for null.</returns>
    /// <exception cref="ObjectDisposedException">One of the values is gone.</exception>
    public bool Equals(Secret? other) => other is not null
        && Reveal(other, static (mine, other) => other.Reveal(mine, static (theirs, mine) => CryptographicOperations.FixedTimeEquals(mine, theirs)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>The same for every secret: a hash of the value would tell something of it.</summary>
    /// <returns>0.</returns>
    public override int GetHashCode() => 0;

    /// <summary>Never the value.</summary>
    /// <returns><c>[secret]</c>.</returns>
    public override string ToString() => Mask;

    /// <summary>Zeroes the value, or has whoever is reading it zero it at the end. Calling it twice changes nothing.</summary>
    public void Dispose()
    {
        var readers = Volatile.Read(ref _readers);
        while (readers >= 0)
        {
            var seen = Interlocked.CompareExchange(ref _readers, readers + Ended, readers);
            if (seen == readers)
            {
                ZeroIfUnread(readers + Ended);
                return;
            }

            readers = seen;
        }
    }

    private void Leave() => ZeroIfUnread(Interlocked.Decrement(ref _readers));

    private void ZeroIfUnread(int readers)
    {
        if (readers == Ended)
        {
            CryptographicOperations.ZeroMemory(_bytes);
        }
    }
}
