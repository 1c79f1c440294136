namespace Orders.Demo;

/// <summary>One line of the demo: a request and the one right answer to it, for a token with the one right reason.</summary>
internal sealed record DemoRow(string Name, DemoRequest Request, DemoAnswer Expected, TokenFailure? Reason = null);
