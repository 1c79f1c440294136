using System.Globalization;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Collects what is wrong with the settings below one path.</summary>
internal sealed class SettingFaults(string path, ValidateOptionsResultBuilder result)
{
    public string Path => path;

    public SettingFaults Below(string name) => new($"{path}:{name}", result);

    public void Add(string name, string text) => result.AddError(text, $"{path}:{name}");

    public void AddUnlessIn(string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            Add(name, $"is {value:c}; use {least:c} to {most:c}.");
        }
    }

    public void AddUnlessIn(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            Add(name, string.Create(CultureInfo.InvariantCulture, $"is {value}; use {least} to {most}."));
        }
    }

    public void AddUnlessPositive(string name, TimeSpan? value)
    {
        if (value <= TimeSpan.Zero)
        {
            Add(name, $"is {value:c}; use more than 00:00:00, or take it away for no limit.");
        }
    }

    public void AddUnlessDefined<T>(string name, T? value)
        where T : struct, Enum
    {
        if (value is { } given && !Enum.IsDefined(given))
        {
            Add(name, $"is {given}; use one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }

    /// <summary>A name, audience or identifier: there, and without blanks around it or control characters in it.</summary>
    public void AddUnlessWord(string name, string? value, string what)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Trim() != value || value.Any(char.IsControl))
        {
            Add(name, $"is {Shown.Value(value ?? "")}; use {what}, without blanks around it or control characters in it.");
        }
    }
}
