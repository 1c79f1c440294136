namespace Orders.Demo;

/// <summary>What an answer comes down to: its status, and the code in the problem body.</summary>
internal readonly record struct DemoAnswer(int Status, string? Code = null)
{
    public override string ToString() => Code is null ? $"{Status}" : $"{Status} {Code}";
}
