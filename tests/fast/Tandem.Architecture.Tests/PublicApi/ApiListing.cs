using System.Reflection;

namespace Tandem.Architecture.Tests.PublicApi;

/// <summary>The public surface of an assembly as lines of text: each type, and below it what it declares.</summary>
internal static class ApiListing
{
    public static IReadOnlyList<string> Of(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Block).Skip(1),
    ];

    private static IEnumerable<string> Block(Type type) => ["", Head(type), .. Members(type).Order(StringComparer.Ordinal).Select(member => $"  {member}")];

    private static string Head(Type type)
    {
        if (type.IsEnum)
            return $"enum {type.FullName} : {Signature.Name(Enum.GetUnderlyingType(type))}";
        var kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        if (typeof(Delegate).IsAssignableFrom(type))
            kind = "delegate";
        if (type.GetMethod("<Clone>$") is not null)
            kind = "record";
        var modifier = type switch
        {
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsInterface: true } or { IsValueType: true } => "",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        var bases = Bases(type).ToList();
        return $"{modifier}{kind} {type.Namespace}.{Signature.Name(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && !typeof(MulticastDelegate).IsAssignableFrom(parent))
            yield return Signature.Name(parent);
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var offered in type.GetInterfaces().Except(inherited).Where(offered => offered.IsVisible).Select(Signature.Name).Order(StringComparer.Ordinal))
            yield return offered;
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        return type.GetMembers(declared).Where(member => !member.Name.Contains('<')).Select(member => member switch
        {
            ConstructorInfo constructor when IsOffered(constructor) => Signature.Of(constructor),
            MethodInfo method when IsOffered(method) && IsWritten(method) => Signature.Of(method),
            PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsOffered) && property.Name != "EqualityContract" => Signature.Of(property),
            FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => Signature.Of(field),
            EventInfo offered when IsOffered(offered.AddMethod!) => Signature.Of(offered),
            _ => null,
        }).OfType<string>();
    }

    internal static bool IsOffered(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // Accessors are told by their properties; what the compiler makes of a record, by the word record.
    private static bool IsWritten(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute));
}
