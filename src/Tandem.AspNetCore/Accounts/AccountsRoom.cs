using System.Text.Json.Serialization.Metadata;

using Tandem.Accounts;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.Lockout;
using Tandem.Platform;
using Tandem.Revocation;

namespace Tandem.AspNetCore.Accounts;

/// <summary>Accounts, as their owners see them.</summary>
internal sealed class AccountsRoom : TandemRoom
{
    public override IJsonTypeInfoResolver Bodies => AccountsJson.Bodies;

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<MeEndpoint>()];

    public override IReadOnlyList<Type> Ports { get; } = [typeof(IAccountStore)];

    public override void AddCore(IServiceCollection services) => services.TryAddSingleton(provider => new AccountService(
        provider.GetRequiredService<IAccountStore>(), provider.GetRequiredService<ISignInStore>(), provider.GetRequiredService<DenySet>(),
        provider.GetRequiredService<InstallationClock>(), provider.GetRequiredService<SecureRandom>()));

    public override void AddWeb(IServiceCollection services) => services.TryAddSingleton<RecentAccounts>();
}
