using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>Signs a request as Signature Version 4 says. The canonical form of the few kinds of request made here is written here; hashing and signing are the SDK's and the platform's.</summary>
internal static class RequestSignature
{
    /// <summary>The time as the header <c>X-Amz-Date</c> has it.</summary>
    public static string DateOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="query">The query in its canonical form, which is empty for all of Secrets Manager.</param>
    /// <param name="headers">The headers that are signed: lower-case names in ordinal order, trimmed values; <c>host</c> and <c>x-amz-date</c> are among them.</param>
    /// <param name="body">The body.</param>
    /// <param name="credentials">The identity.</param>
    /// <param name="scope">The region and the service.</param>
    /// <param name="at">The time that <c>x-amz-date</c> has.</param>
    public static string Sign(
        HttpMethod method, string query, IReadOnlyList<(string Name, string Value)> headers, ReadOnlySpan<byte> body, ImmutableCredentials credentials, (string Region, string Service) scope, DateTimeOffset at)
    {
        var names = string.Join(';', headers.Select(static header => header.Name));
        var canonical = new StringBuilder().Append(method.Method).Append("\n/\n").Append(query).Append('\n');
        foreach (var (name, value) in headers)
        {
            canonical.Append(name).Append(':').Append(value).Append('\n');
        }

        canonical.Append('\n').Append(names).Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(body)));
        return AWS4Signer.ComputeSignature(credentials, scope.Region, at.UtcDateTime, scope.Service, names, canonical.ToString()).ForAuthorizationHeader;
    }
}
