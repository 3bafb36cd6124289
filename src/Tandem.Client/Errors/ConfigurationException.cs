namespace Tandem.Client.Errors;

/// <summary>The set-up is wrong and no retry will help: a developer or an operator has to act. The session is kept.</summary>
public sealed class ConfigurationException : TandemAuthException
{
    /// <inheritdoc/>
    public ConfigurationException(string code, string message, Exception? inner = null)
        : base(code, message, inner)
    {
    }
}
