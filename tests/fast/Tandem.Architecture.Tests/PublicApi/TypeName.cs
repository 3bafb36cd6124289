using System.Reflection;

namespace Tandem.Architecture.Tests.PublicApi;

/// <summary>Types as C# writes them, with what may be null.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new[]
    {
        (typeof(void), "void"), (typeof(object), "object"), (typeof(string), "string"), (typeof(bool), "bool"), (typeof(char), "char"),
        (typeof(byte), "byte"), (typeof(short), "short"), (typeof(ushort), "ushort"), (typeof(int), "int"), (typeof(uint), "uint"),
        (typeof(long), "long"), (typeof(ulong), "ulong"), (typeof(double), "double"), (typeof(nint), "nint"), (typeof(nuint), "nuint"),
    }.ToDictionary();

    public static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value, null) + "?";
        return Plain(type, nullability) + (!type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "");
    }

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return Of(type.GetElementType()!, nullability?.ElementType) + "[]";
        var outer = type.IsNested && !type.IsGenericParameter ? $"{Plain(type.DeclaringType!, null)}." : "";
        if (!type.IsGenericType)
            return outer + type.Name;
        var arguments = type.GetGenericArguments();
        var known = nullability?.GenericTypeArguments is { } infos && infos.Length == arguments.Length ? infos : null;
        return $"{outer}{type.Name.Split('`')[0]}<{string.Join(", ", arguments.Select((argument, at) => Of(argument, known?[at])))}>";
    }
}
