namespace ZeroTrust.Security;

/// <summary>Uses the value of a <see cref="Secret"/> and keeps no copy of it.</summary>
/// <typeparam name="TState">What the use needs beside the value.</typeparam>
/// <typeparam name="TResult">What it makes of it.</typeparam>
/// <param name="value">The value; good for the length of the call.</param>
/// <param name="state">What was passed on.</param>
/// <returns>What is made of it.</returns>
public delegate TResult SecretUse<in TState, out TResult>(ReadOnlySpan<byte> value, TState state)
    where TState : allows ref struct;
