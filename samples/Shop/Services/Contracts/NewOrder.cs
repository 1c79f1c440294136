namespace Shop.Services.Contracts;

/// <summary>What a customer asks of Orders.</summary>
public sealed record NewOrder(string Sku);
