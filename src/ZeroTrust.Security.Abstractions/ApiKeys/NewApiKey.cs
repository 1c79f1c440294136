namespace ZeroTrust.Security;

/// <summary>A key that was just made: the only time that its text is to be had.</summary>
/// <param name="Key">What is stored of it.</param>
/// <param name="Text">What its holder presents, in ASCII. Show it once, and dispose it.</param>
public sealed record NewApiKey(ApiKeyRecord Key, Secret Text);
