namespace Shop.Services.Contracts;

/// <summary>What Payments answers, with whom it saw: the user who pays, the service that asked, and the end of the card's number, which only it has read.</summary>
public sealed record Charge(int Id, int Order, decimal Amount, string? User, string? Service, string? Card = null);
