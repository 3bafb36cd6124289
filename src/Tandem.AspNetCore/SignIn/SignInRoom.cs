using System.Text.Json.Serialization.Metadata;

using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.SignIn;

namespace Tandem.AspNetCore.SignIn;

/// <summary>Signing in with address and password.</summary>
internal sealed class SignInRoom : TandemRoom
{
    public override IJsonTypeInfoResolver Bodies => SignInJson.Bodies;

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<LoginEndpoint>()];

    public override void AddCore(IServiceCollection services)
    {
        services.TryAddSingleton<KnownDevices>();
        services.TryAddSingleton<SignInService>();
    }
}
