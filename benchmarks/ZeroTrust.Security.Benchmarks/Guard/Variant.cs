namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>One of the things compared in a row.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Run">Does it as often as told.</param>
internal sealed record Variant(string Name, Action<int> Run)
{
    /// <summary>Runs before each batch, outside the measured time.</summary>
    public Action? Prepare { get; init; }

    /// <summary>The size of a batch where <see cref="Prepare"/> fixes it; otherwise found by trial.</summary>
    public int? BatchSize { get; init; }
}
