using ZeroTrust.Security.StrictSettings;

namespace ZeroTrust.Security;

/// <summary>
/// A gateway: it proves who calls from outside, and hands on a token of its own to the service behind it. Bound from
/// <c>ZeroTrust:Gateway</c>, set in code, or both. Checked as a whole and read once, at the start.
/// </summary>
public sealed class GatewayOptions
{
    /// <summary>Which service stands behind which paths, so that the token for it is in <c>Authorization</c> when the request is passed on.</summary>
    /// <value>By a name of your choice. Empty by default: the proxying code asks for each token, by <c>GetInternalTokenAsync</c>.</value>
    public IDictionary<string, GatewayRouteOptions> Routes { get; } = new Dictionary<string, GatewayRouteOptions>(StringComparer.Ordinal);

    /// <summary>Headers beside the customary ones in which services here are told who calls, so that a client may not send them.</summary>
    /// <value>Names such as <c>X-Shop-Customer</c>, in any spelling; one that ends in <c>*</c> is the beginning of any. Empty by default.</value>
    public IList<string> RemoveHeaders { get; } = [];

    /// <summary>What in configuration could not be read.</summary>
    internal List<SettingFault> Faults { get; } = [];

    /// <summary>Where the settings stand, for messages.</summary>
    internal string SectionPath { get; set; } = "ZeroTrust:Gateway";

    /// <summary>Adds paths behind which a service stands.</summary>
    /// <param name="audience">The service, as its tokens carry it in <c>aud</c>; the name of the route as well.</param>
    /// <param name="paths">Paths such as <c>/orders</c>, compared by whole segments and without regard to case. The longest that matches counts.</param>
    /// <returns>These settings.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public GatewayOptions Route(string audience, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(paths);
        RouteNamed(audience, route =>
        {
            foreach (var path in paths)
            {
                route.Paths.Add(path);
            }
        });
        return this;
    }

    internal void RouteNamed(string name, Action<GatewayRouteOptions> configure)
    {
        if (!Routes.TryGetValue(name, out var route))
        {
            Routes[name] = route = new();
        }

        configure(route);
    }
}
