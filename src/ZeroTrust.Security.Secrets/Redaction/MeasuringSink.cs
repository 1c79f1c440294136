using System.Numerics;

namespace ZeroTrust.Security.Secrets;

/// <summary>Counts the characters, and sums them up so that two ways of writing that are the same can be told.</summary>
internal struct MeasuringSink : ICharSink
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    public int Length { get; private set; }

    public ulong Sum { get; private set; }

    public void Take(char character)
    {
        Length++;
        Sum = BitOperations.RotateLeft((Sum ^ character) * Multiplier, 29);
    }
}
