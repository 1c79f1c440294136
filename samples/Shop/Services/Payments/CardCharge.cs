namespace Shop.Services.Payments;

/// <summary>The same that Orders sends, as Payments reads it: with the card's number open.</summary>
public sealed record CardCharge(int Order, decimal Amount, [property: EncryptFor("payments", Type = "card-number")] string? Card);
