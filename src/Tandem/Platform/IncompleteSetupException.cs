namespace Tandem.Platform;

/// <summary>An application lacks a line that Tandem needs; the message is one sentence that names it.</summary>
/// <remarks>Its text is the message alone: where in the framework it was noticed helps nobody.</remarks>
internal sealed class IncompleteSetupException(string message) : InvalidOperationException(message)
{
    /// <inheritdoc/>
    public override string ToString() => Message;

    /// <summary>Stands for each service of the storage until there is one.</summary>
    public static Func<IServiceProvider, object> WithoutStorage { get; } =
        static _ => throw new IncompleteSetupException("Tandem has no storage: add builder.Services.AddTandemStorage() before builder.Build().");
}
