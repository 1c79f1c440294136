namespace Shop.Services.Contracts;

/// <summary>What Orders answers. It keeps the card as it came, and cannot read it.</summary>
public sealed record Order(int Id, string Customer, string Sku, Charge Charge, string? Card = null);
