namespace Shop.Services.Contracts;

/// <summary>What a customer asks of Orders.</summary>
/// <param name="Sku">What is ordered.</param>
/// <param name="Card">The number of the card that pays, sealed for Payments by whoever has it: nobody on the way can read it. Null to pay later.</param>
public sealed record NewOrder(string Sku, string? Card = null);
