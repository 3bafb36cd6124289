namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>The options of all rooms, each found by its type.</summary>
internal sealed class OptionParts
{
    private readonly Dictionary<Type, object> parts = [];

    public T Get<T>() where T : class, new()
    {
        if (parts.TryGetValue(typeof(T), out var part))
            return (T)part;
        var made = new T();
        parts.Add(typeof(T), made);
        return made;
    }

    /// <summary>Takes a part that belongs to another one.</summary>
    public void Add<T>(T part) where T : class, new() => parts.Add(typeof(T), part);
}

/// <summary>One part of the options: services find it as <see cref="IOptions{T}"/>, and <c>services.Configure</c> changes it.</summary>
internal abstract class OptionPart
{
    public abstract void Register(IServiceCollection services);

    public abstract void Configure(IServiceProvider services, OptionParts options);
}

/// <summary>As <see cref="OptionPart"/>.</summary>
internal sealed class OptionPart<T> : OptionPart where T : class, new()
{
    public static OptionPart<T> Instance { get; } = new();

    public override void Register(IServiceCollection services) => services.TryAddSingleton<IOptionsFactory<T>, Factory>();

    public override void Configure(IServiceProvider services, OptionParts options)
    {
        foreach (var configure in services.GetServices<IConfigureOptions<T>>())
            configure.Configure(options.Get<T>());
    }

    private sealed class Factory(OptionParts options) : IOptionsFactory<T>
    {
        public T Create(string name) => options.Get<T>();
    }
}

/// <summary>Reads a part where services are registered.</summary>
internal static class OptionPartExtensions
{
    public static T Part<T>(this IServiceProvider services) where T : class, new() => services.GetRequiredService<OptionParts>().Get<T>();
}
