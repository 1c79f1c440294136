namespace Shop.Services.Contracts;

/// <summary>What all charges come to, with whom Payments saw ask.</summary>
public sealed record Revenue(decimal Total, string? User, string? Service);
