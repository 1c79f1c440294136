namespace ZeroTrust.Security.AuditShipping;

/// <summary>Where records may be sent to: under TLS, or to this machine.</summary>
internal static class SinkAddress
{
    /// <returns>What is wrong; null for a good address.</returns>
    public static string? FaultOf(Uri? address) => address switch
    {
        null => "is missing.",
        { IsAbsoluteUri: false } => "is not absolute.",
        _ when address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback) =>
            $"begins with '{address.Scheme}'; use https, or http to a loopback address.",
        _ when address.UserInfo.Length > 0 => "holds a user name or password; set credentials on their own.",
        _ when address.Fragment.Length > 0 => "ends with a fragment.",
        _ => null,
    };
}
