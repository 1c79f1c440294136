using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>Dumps options and settings, as somebody does who looks for a mistake in them.</summary>
[SuppressMessage("Performance", "CA1869", Justification = "Once for each service.")]
internal static class Dumps
{
    private static readonly JsonSerializerOptions Json = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, IncludeFields = true };

    public static void Of(string service, WebApplication app, IServiceCollection services, Outputs outputs)
    {
        outputs.Say("options", ((IConfigurationRoot)app.Configuration).GetMaskedDebugView());
        foreach (var type in services.Select(static one => OptionsTypeOf(one.ServiceType)).OfType<Type>().Distinct().Where(static type => IsOurs(type.Assembly)))
        {
            var options = typeof(IOptions<>).MakeGenericType(type).GetProperty("Value")!.GetValue(app.Services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type)))!;
            outputs.Say("options", $"{service} {type.Name} {options} {Serialize(options)}");
        }
    }

    private static Type? OptionsTypeOf(Type service) => service.IsConstructedGenericType && service.GetGenericTypeDefinition() is var open
        && (open == typeof(IConfigureOptions<>) || open == typeof(IPostConfigureOptions<>) || open == typeof(IValidateOptions<>)) ? service.GetGenericArguments()[0] : null;

    private static bool IsOurs(Assembly assembly) => assembly.GetName().Name!.StartsWith("ZeroTrust.", StringComparison.Ordinal);

    // Member by member: one that cannot be serialised keeps none of the others back.
    private static string Serialize(object options) => string.Join(
        ',',
        options.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length == 0).Select(property => $"{property.Name}={SerializeOne(property.GetValue(options))}"));

    private static string SerializeOne(object? value)
    {
        try
        {
            return $"{value} {JsonSerializer.Serialize(value, Json)}";
        }
        catch (Exception fault) when (fault is NotSupportedException or JsonException or InvalidOperationException)
        {
            return value is IEnumerable items ? string.Join(',', items.Cast<object?>()) : $"{value} {fault.Message}";
        }
    }
}
