using System.Net;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Names everything that is wrong with the settings of a sink that comes with the package, when it is made at the start.</summary>
internal static class ShippingFaults
{
    private const int MinSigningKeyBytes = 24;

    public static void Check(AuditOutputOptions options, string sink)
    {
        var faults = new List<string>();
        CheckFormat(options.Format, faults);
        ThrowIfAny<AuditOutputOptions>(sink, faults);
    }

    public static void Check(AuditElasticsearchOptions options)
    {
        var faults = new List<string>();
        Add(faults, nameof(options.Address), SinkAddress.FaultOf(options.Address));
        Add(faults, nameof(options.Index), IndexName.FaultOf(options.Index));
        Add(faults, nameof(options.ApiKey), SinkCredential.FaultOf(options.ApiKey) ?? SinkSecret.FaultOf(options.ApiKey, options.ApiKeyReference));
        Add(faults, nameof(options.Password), SinkSecret.FaultOf(options.Password, options.PasswordReference));
        var hasPassword = options.Password is not null || options.PasswordReference is not null;
        if ((options.ApiKey is not null || options.ApiKeyReference is not null) && hasPassword)
        {
            faults.Add($"{nameof(options.ApiKey)} and {nameof(options.Password)} are both set; use one.");
        }

        if (hasPassword != (options.User is not null) || options.User?.Contains(':', StringComparison.Ordinal) == true)
        {
            faults.Add($"{nameof(options.User)} and {nameof(options.Password)} go together, and a user has no colon.");
        }

        ThrowIfAny<AuditElasticsearchOptions>(options.Name, faults);
    }

    public static void Check(AuditWebhookOptions options)
    {
        var faults = new List<string>();
        Add(faults, nameof(options.Address), SinkAddress.FaultOf(options.Address));
        Add(faults, nameof(options.Authorization), SinkCredential.FaultOf(options.Authorization) ?? SinkSecret.FaultOf(options.Authorization, options.AuthorizationReference));
        Add(faults, nameof(options.SigningKey), SinkSecret.FaultOf(options.SigningKey, options.SigningKeyReference));
        CheckFormat(options.Format, faults);
        if (!Enum.IsDefined(options.Body) || (options.Format == AuditFormat.Cef && options.Body == AuditWebhookBody.Array))
        {
            faults.Add($"{nameof(options.Body)} is {options.Body}; use Array or Lines, and Lines for CEF.");
        }

        Add(faults, nameof(options.SigningKey), options.SigningKey is { } key ? FaultOfSigningKey(key) : null);

        ThrowIfAny<AuditWebhookOptions>(options.Name, faults);
    }

    public static void Check(AuditSyslogOptions options)
    {
        var faults = new List<string>();
        CheckServer(options, faults);
        CheckFormat(options.Format, faults);
        Within(options.Port, 1, ushort.MaxValue, nameof(options.Port), faults);
        Within(options.Facility, 0, 23, nameof(options.Facility), faults);
        Within(options.MaxMessageBytes, 2048, 1024 * 1024, nameof(options.MaxMessageBytes), faults);
        Within(options.EnterpriseNumber ?? 1, 1, int.MaxValue, nameof(options.EnterpriseNumber), faults);
        if ((options.ClientCertificateFile is null) != (options.ClientKeyFile is null))
        {
            faults.Add($"{nameof(options.ClientCertificateFile)} and {nameof(options.ClientKeyFile)} go together.");
        }

        ThrowIfAny<AuditSyslogOptions>(options.Name, faults);
    }

    /// <returns>What keeps it from signing; null for nothing.</returns>
    public static string? FaultOfSigningKey(Secret key) => key.Length < MinSigningKeyBytes ? $"has {key.Length} bytes; use at least {MinSigningKeyBytes}." : null;

    private static void CheckServer(AuditSyslogOptions options, List<string> faults)
    {
        if (Uri.CheckHostName(options.Server) == UriHostNameType.Unknown)
        {
            faults.Add($"{nameof(options.Server)} is '{options.Server}'; use a name or an address.");
        }
        else if (!options.UseTls && !options.AllowPlainTextAnywhere && !IsThisMachine(options.Server!))
        {
            faults.Add($"{nameof(options.UseTls)} is False and {nameof(options.Server)} is not this machine; use TLS, or set {nameof(options.AllowPlainTextAnywhere)}.");
        }
    }

    private static bool IsThisMachine(string server) =>
        string.Equals(server, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(server, out var address) && IPAddress.IsLoopback(address));

    private static void Within(int value, int least, int most, string property, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add($"{property} is {value}; use {least} to {most}.");
        }
    }

    private static void CheckFormat(AuditFormat format, List<string> faults) =>
        Add(faults, "Format", Enum.IsDefined(format) ? null : $"is {(int)format}; use Journal, Ecs, Ocsf or Cef.");

    private static void Add(List<string> faults, string property, string? fault)
    {
        if (fault is not null)
        {
            faults.Add($"{property} {fault}");
        }
    }

    private static void ThrowIfAny<TOptions>(string sink, List<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(sink, typeof(TOptions), faults.Select(fault => $"The audit sink '{sink}': {fault}"));
        }
    }
}
