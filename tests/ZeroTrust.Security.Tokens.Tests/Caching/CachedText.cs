using System.Reflection;
using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

/// <summary>The array in which a remembered token has its text: the array itself, to see what becomes of it.</summary>
internal static class CachedText
{
    private static readonly FieldInfo Field = typeof(CachedToken).GetField("_text", BindingFlags.NonPublic | BindingFlags.Instance)!;

    public static byte[] Of(CachedToken token) => (byte[])Field.GetValue(token)!;

    public static void Set(CachedToken token, byte[] text) => Field.SetValue(token, text);
}
