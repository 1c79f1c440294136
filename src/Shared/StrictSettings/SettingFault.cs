namespace ZeroTrust.Security.StrictSettings;

/// <summary>One thing that is wrong with a setting: where it stands, and a sentence that goes on from there.</summary>
internal readonly record struct SettingFault(string Path, string Text);
