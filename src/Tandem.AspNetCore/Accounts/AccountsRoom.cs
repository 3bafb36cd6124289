using System.Text.Json.Serialization.Metadata;

using Tandem.Accounts;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Http.Bodies;

namespace Tandem.AspNetCore.Accounts;

/// <summary>Accounts, as their owners see them.</summary>
internal sealed class AccountsRoom : TandemRoom
{
    public override IJsonTypeInfoResolver Bodies => AccountsJson.Bodies;

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<MeEndpoint>()];

    public override void AddCore(IServiceCollection services) => services.TryAddSingleton<AccountService>();

    public override void AddWeb(IServiceCollection services) => services.TryAddSingleton<RecentAccounts>();
}
