using System.Reflection;
using System.Text;

namespace ZeroTrust.Security.ConformanceTests.PublicApi;

/// <summary>Writes the public surface of an assembly as text: one line a type or member, sorted, the same on every machine.</summary>
internal static class PublicApiWriter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Write(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(DescribeType(type)).Append('\n');
            foreach (var line in DescribeMembers(type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string DescribeType(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = type.GetInterfaces().Where(static face => face.IsPublic).Select(Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            bases.Insert(0, Name(parent));
        }

        return $"{kind} {Name(type)}{(bases.Count == 0 || type.IsEnum ? "" : " : " + string.Join(", ", bases))}";
    }

    private static IEnumerable<string> DescribeMembers(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(static field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}");
        }

        var fields = type.GetFields(Declared).Where(static field => field.IsPublic || field.IsFamily)
            .Select(static field => $"field {Name(field.FieldType)} {field.Name}");
        var constructors = type.GetConstructors(Declared).Where(IsVisible)
            .Select(static constructor => $"new({Parameters(constructor)})");
        var properties = type.GetProperties(Declared).Where(static property => property.GetAccessors(nonPublic: true).Any(IsVisible))
            .Select(DescribeProperty);
        var events = type.GetEvents(Declared).Where(static happening => IsVisible(happening.AddMethod!))
            .Select(static happening => $"event {Name(happening.EventHandlerType!)} {happening.Name}");
        var methods = type.GetMethods(Declared).Where(static method => IsVisible(method) && !method.IsSpecialName)
            .Select(static method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})");
        return [.. fields, .. constructors, .. properties, .. events, .. methods];
    }

    private static string DescribeProperty(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible)
            .Select(static accessor => accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? "get" : IsInit(accessor) ? "init" : "set")
            .Order(StringComparer.Ordinal);
        return $"{Name(property.PropertyType)} {property.Name} {{ {string.Join("; ", accessors)}; }}";
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers()
        .Any(static modifier => modifier.FullName == "System.Runtime.CompilerServices.IsExternalInit");

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(static parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = …" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray || type.IsByRef)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        }

        var name = type.FullName is null ? type.Name : type.FullName.Split('[')[0];
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
