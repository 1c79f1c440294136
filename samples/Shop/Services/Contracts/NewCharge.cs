namespace Shop.Services.Contracts;

/// <summary>What Orders asks of Payments. It does not say whose money it is: the token does.</summary>
public sealed record NewCharge(int Order, decimal Amount);
