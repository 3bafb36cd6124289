using Microsoft.Extensions.Configuration;

using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.AspNetCore;

/// <summary>Makes the options: configuration first, then code, then every check. All faults are reported together.</summary>
internal sealed class TandemOptionsFactory(
    IServiceProvider services, IConfiguration configuration, IEnumerable<IConfigureOptions<TandemOptions>> configures,
    IEnumerable<IPostConfigureOptions<TandemOptions>> postConfigures, IEnumerable<IValidateOptions<TandemOptions>> validations)
    : OptionsFactory<TandemOptions>(configures, postConfigures, validations)
{
    public static TandemOptions Read(IConfiguration configuration)
    {
        var options = new TandemOptions();
        options.Reader.Read(configuration, options.Parts);
        return options;
    }

    /// <exception cref="ConfigurationException">Something cannot work.</exception>
    public static void Check(TandemOptions options)
    {
        IReadOnlyList<ConfigurationFault> faults =
            [.. options.Reader.Unreadable, .. TandemRooms.All.SelectMany(room => room.Check(options.Parts))];
        if (faults.Count > 0)
            throw new ConfigurationException(faults);
        options.Warnings = [.. TandemRooms.All.SelectMany(room => room.Warn(options.Parts))];
    }

    protected override TandemOptions CreateInstance(string name)
    {
        var options = Read(configuration);
        foreach (var part in TandemRooms.Parts)
            part.Configure(services, options.Parts);
        return options;
    }

    /// <summary>The checks, where the framework asks for them.</summary>
    internal sealed class Validation : IValidateOptions<TandemOptions>
    {
        public ValidateOptionsResult Validate(string? name, TandemOptions options)
        {
            Check(options);
            return ValidateOptionsResult.Success;
        }
    }
}
