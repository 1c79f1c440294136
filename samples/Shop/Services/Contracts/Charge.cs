namespace Shop.Services.Contracts;

/// <summary>What Payments answers, with whom it saw: the user who pays, and the service that asked.</summary>
public sealed record Charge(int Id, int Order, decimal Amount, string? User, string? Service);
