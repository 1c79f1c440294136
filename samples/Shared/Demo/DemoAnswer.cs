namespace Samples.Demo;

/// <summary>What an answer comes down to: its status, and the code in the problem body.</summary>
internal readonly record struct DemoAnswer(int Status, string? Code = null)
{
    /// <summary>There is no answer: the connection was refused before anything could be asked.</summary>
    public static DemoAnswer NoConnection => default;

    public override string ToString() => (Status, Code) switch
    {
        (0, _) => "no connection",
        (_, null) => $"{Status}",
        _ => $"{Status} {Code}",
    };
}
