namespace Shop.Services.Contracts;

/// <summary>What Orders asks of Payments. It does not say whose money it is: the token does.</summary>
/// <param name="Order">The number of the order.</param>
/// <param name="Amount">What it costs.</param>
/// <param name="Card">What came with the order, handed on as it is.</param>
public sealed record NewCharge(int Order, decimal Amount, string? Card = null);
