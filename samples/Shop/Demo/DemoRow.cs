namespace Shop.Demo;

/// <summary>One line of the demo: what is sent, the one right answer, and the one right thing behind it.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Send">Sends it. The reply's reason is what is compared with <paramref name="Detail"/>.</param>
/// <param name="Expected">The answer.</param>
/// <param name="Detail">The reason for a refusal; otherwise what the service at the end saw.</param>
internal sealed record DemoRow(string Name, Func<Task<DemoReply>> Send, DemoAnswer Expected, string? Detail);
