using System.Text.Json.Serialization.Metadata;

using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Hosting;

/// <summary>What a room brings to the application. <c>TandemRooms</c> joins the rooms.</summary>
internal abstract class TandemRoom
{
    /// <summary>Its configuration keys.</summary>
    public virtual IReadOnlyList<ConfigurationKey> Keys => [];

    /// <summary>Keys, and the sections below them, that are accepted and do nothing in this version.</summary>
    public virtual IReadOnlyList<string> KeysWithoutEffect => [];

    /// <summary>Its error codes.</summary>
    public virtual IReadOnlyList<ErrorCode> Errors => [];

    /// <summary>The bodies of its endpoints as JSON.</summary>
    public virtual IJsonTypeInfoResolver? Bodies => null;

    /// <summary>Its endpoints.</summary>
    public virtual IReadOnlyList<Resource> Resources => [];

    /// <summary>What a storage has to bring for it.</summary>
    public virtual IReadOnlyList<Type> Ports => [];

    /// <summary>What stops the start, whether configuration or code said it.</summary>
    public virtual IEnumerable<ConfigurationFault> Check(OptionParts options) => [];

    /// <summary>What is weaker than it need be, in options without faults.</summary>
    public virtual IEnumerable<ConfigurationWarning> Warn(OptionParts options) => [];

    /// <summary>Adds services that command lines and workers need as well.</summary>
    public virtual void AddCore(IServiceCollection services)
    {
    }

    /// <summary>Adds services that listen, answer or repeat.</summary>
    public virtual void AddWeb(IServiceCollection services)
    {
    }

    /// <summary>Removes what has long been over.</summary>
    public virtual IEnumerable<PurgeStep> Purges(IServiceProvider services) => [];
}
