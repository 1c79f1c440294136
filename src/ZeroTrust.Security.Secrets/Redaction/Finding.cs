namespace ZeroTrust.Security.Secrets;

/// <summary>A part of a text that is to be masked.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after it.</param>
/// <param name="IsHeld">Whether it is a secret that is held, and not only of the shape of one.</param>
internal readonly record struct Finding(int Start, int End, bool IsHeld);
