namespace Shop.Services.Contracts;

/// <summary>What Orders answers.</summary>
public sealed record Order(int Id, string Customer, string Sku, Charge Charge);
