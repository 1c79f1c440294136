namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>Loops for what takes microseconds, where a delegate's call does not count.</summary>
internal static class Repeat
{
    public static void Call<T>(int count, Func<T> call)
    {
        for (var i = 0; i < count; i++)
        {
            call();
        }
    }
}
