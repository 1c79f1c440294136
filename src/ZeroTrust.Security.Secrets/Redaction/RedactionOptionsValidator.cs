using System.Text;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Secrets;

/// <summary>Names what cannot be looked for, at the start.</summary>
internal sealed class RedactionOptionsValidator : IValidateOptions<RedactionOptions>
{
    private const int ShortestPrefix = 3;

    public ValidateOptionsResult Validate(string? name, RedactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        foreach (var prefix in options.KeyPrefixes.Where(static prefix => prefix is not { Length: >= ShortestPrefix } || !Ascii.IsValid(prefix)))
        {
            result.AddError($"has '{prefix}'; use at least {ShortestPrefix} characters of ASCII.", nameof(options.KeyPrefixes));
        }

        if (options.Secrets.Contains(null!))
        {
            result.AddError("has a null.", nameof(options.Secrets));
        }

        return result.Build();
    }
}
