using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Reads <c>Gateway</c>, strictly and without reflection. Faults are collected, for the validator to report all at once.</summary>
internal sealed class GatewayReader(IConfigurationSection section, IConfiguration? host) : IConfigureOptions<GatewayOptions>
{
    public const string GroupName = "Gateway";

    public void Configure(GatewayOptions options)
    {
        var whole = new SectionReader(section, ConfigurationLayers.Of(section, host), options.Faults);
        options.SectionPath = $"{section.Path}:{GroupName}";
        if (whole.Group(GroupName, "settings such as Routes") is not { } group)
        {
            return;
        }

        var settings = whole.Within(group);
        settings.List(nameof(options.RemoveHeaders), options.RemoveHeaders);
        ReadRoutes(settings, options);
        settings.RefuseTheRest();
    }

    private static void ReadRoutes(SectionReader settings, GatewayOptions options)
    {
        if (settings.Group(nameof(options.Routes), "named routes") is not { } routes)
        {
            return;
        }

        foreach (var entry in settings.Table(routes))
        {
            if (entry.GetChildren().Any() && string.IsNullOrEmpty(entry.Value))
            {
                options.RouteNamed(entry.Key, route => ReadRoute(settings.Within(entry), route));
            }
            else
            {
                settings.Refuse(entry.Path, "is not a route; give it settings such as Paths.");
            }
        }
    }

    private static void ReadRoute(SectionReader settings, GatewayRouteOptions route)
    {
        settings.List(nameof(route.Paths), route.Paths);
        route.Audience = settings.Text(nameof(route.Audience)) ?? route.Audience;
        settings.RefuseTheRest();
    }
}
