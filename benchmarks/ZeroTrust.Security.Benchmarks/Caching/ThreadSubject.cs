using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>What each of several threads does: warm validation of a thousand tokens in turn, or arithmetic that shares nothing.</summary>
internal sealed class ThreadSubject
{
    private readonly OurValidator _validator = OurValidator.Start();
    private readonly string[] _tokens = ReferenceToken.MintMany("ES256", 1_000);

    public ThreadSubject()
    {
        foreach (var token in _tokens)
        {
            _validator.Accept(new string(token).AsMemory());
        }
    }

    public void LookUp(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _validator.Accept(_tokens[i % _tokens.Length].AsMemory());
        }
    }

    public static void Calculate(int count)
    {
        var value = (ulong)count;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < 16; j++)
            {
                value = (value * 6_364_136_223_846_793_005) + 1;
            }
        }

        GC.KeepAlive(value);
    }
}
