using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Credentials;

/// <summary>Reads the settings of the HTTP side out of the section that <c>AddZeroTrust</c> was given.</summary>
internal sealed class HttpSettingsSection(IConfigurationSection section) : IConfigureOptions<HttpSettings>
{
    public const string RequireReasonKey = "RequireReasonForAnonymous";
    public const string RecordAllowedKey = "RecordAllowed";
    public const string TokenInQueryKey = "TokenInQuery";

    /// <summary>The whole section, for the packages' own groups in it.</summary>
    public IConfigurationSection Section => section;

    public void Configure(HttpSettings options)
    {
        if (section[RequireReasonKey] is { Length: > 0 } text)
        {
            if (bool.TryParse(text, out var required))
            {
                options.RequireReasonForAnonymous |= required;
            }
            else
            {
                options.UnreadableFaults.Add($"{section.Path}:{RequireReasonKey} is '{text}'; use true or false.");
            }
        }

        if (section[RecordAllowedKey] is { Length: > 0 } number)
        {
            if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && AllowedSample.IsFraction(fraction))
            {
                options.RecordAllowed = fraction;
            }
            else
            {
                options.UnreadableFaults.Add($"{section.Path}:{RecordAllowedKey} is '{number}'; use 0 for none to 1 for all, such as 0.01.");
            }
        }

        var list = section.GetSection(TokenInQueryKey);
        options.TokenInQuery.AddRange((list.Value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        options.TokenInQuery.AddRange(list.GetChildren().Select(static child => child.Value ?? ""));
    }
}
