using System.Buffers;
using Amazon;
using Amazon.Runtime;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>Where requests go and which region they are signed for. The settings are checked as it is made; a region of the surroundings is looked for until there is one.</summary>
internal sealed class ServiceEndpoint
{
    private const int MaxRegionLength = 32;

    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly Uri? _address;
    private readonly bool _isFips;
    private readonly Func<string?> _surroundings;
    private (string Region, Uri Address)? _found;

    /// <exception cref="ArgumentException">A setting cannot be; the message names each.</exception>
    public ServiceEndpoint(AwsSecretsOptions options, Func<string?>? surroundings = null)
    {
        string[] faults =
        [
            .. options.Region is null || IsRegion(options.Region) ? [] : new[] { $"{nameof(options.Region)} is a name such as eu-west-1." },
            .. options.Endpoint is null || IsEndpoint(options.Endpoint) ? [] : new[] { $"{nameof(options.Endpoint)} is https, or http on loopback, without a path, a query or a user." },
        ];
        if (faults.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        }

        (_address, _isFips) = (options.Endpoint, options.UseFipsEndpoint);
        _surroundings = surroundings ?? (static () => FallbackRegionFactory.GetRegionEndpoint()?.SystemName);
        _found = options.Region is { } region ? (region, AddressOf(region)) : null;
    }

    /// <summary>The region and the address. May ask the machine it runs on, and wait for it, until there is one.</summary>
    /// <returns>Null where no region is known.</returns>
    public (string Region, Uri Address)? Find()
    {
        if (_found is null && _surroundings() is { } region && IsRegion(region))
        {
            _found = (region, AddressOf(region));
        }

        return _found;
    }

    // It becomes part of a host's name.
    private static bool IsRegion(string region) => region.Length is > 0 and <= MaxRegionLength && !region.AsSpan().ContainsAnyExcept(RegionCharacters);

    private static bool IsEndpoint(Uri address) => address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.PathAndQuery == "/" && address.UserInfo.Length == 0 && address.Fragment.Length == 0;

    private Uri AddressOf(string region) =>
        _address ?? new Uri($"https://secretsmanager{(_isFips ? "-fips" : "")}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/");
}
