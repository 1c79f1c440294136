using System.Reflection;
using System.Security.Cryptography;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>Finds the private keys that an object holds, wherever in it they are: no API gives them away.</summary>
internal static class PrivateKeys
{
    private const int MostObjects = 200_000;

    public static IEnumerable<byte[]> Of(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        var waiting = new Queue<object>([root]);
        while (waiting.TryDequeue(out var one) && seen.Count < MostObjects)
        {
            if (one is ECDsa or ECDiffieHellman)
            {
                if (PrivatePartOf(one) is { } key)
                {
                    yield return key;
                }

                continue;
            }

            foreach (var held in HeldBy(one))
            {
                if (seen.Add(held))
                {
                    waiting.Enqueue(held);
                }
            }
        }
    }

    private static IEnumerable<object> HeldBy(object one)
    {
        if (one is Array items)
        {
            return items.GetType().GetElementType()!.IsPrimitive ? [] : items.Cast<object?>().OfType<object>().Where(IsWorthALook);
        }

        return TypesOf(one.GetType())
            .SelectMany(static type => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(static field => !field.FieldType.IsPrimitive && !field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
            .Select(field => field.GetValue(one))
            .OfType<object>()
            .Where(IsWorthALook);
    }

    private static IEnumerable<Type> TypesOf(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            yield return type;
        }
    }

    private static bool IsWorthALook(object held) => held is not (string or Delegate or Type or MemberInfo or Assembly or Thread or IServiceProvider) && !held.GetType().IsPrimitive;

    private static byte[]? PrivatePartOf(object key)
    {
        try
        {
            return key is ECDsa signing ? signing.ExportParameters(includePrivateParameters: true).D : ((ECDiffieHellman)key).ExportParameters(includePrivateParameters: true).D;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
