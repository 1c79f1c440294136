namespace Check;

/// <summary>Prints each result and remembers whether one was wrong.</summary>
internal sealed class Report
{
    public bool Failed { get; private set; }

    public void Add(string what, object expected, object actual)
    {
        var right = expected.Equals(actual);
        Failed |= !right;
        Console.WriteLine($"consumer: {(right ? "ok  " : "FAIL")} {what}: {actual}{(right ? "" : $", expected {expected}")}");
    }
}
