namespace Shop.Demo;

/// <summary>Lines of the demo about one thing.</summary>
internal sealed record DemoPart(string Title, IReadOnlyList<DemoRow> Rows);
