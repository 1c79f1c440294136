namespace ZeroTrust.Security.StrictSettings;

/// <summary>Where a list comes from.</summary>
/// <param name="IsText">Whether one string is the list, whatever items lie below it.</param>
/// <param name="Conflict">The layers that would be mixed; null when there is one.</param>
internal readonly record struct ListSource(bool IsText, string? Conflict);
