using System.Globalization;

namespace Tandem.Soak.Contenders;

/// <summary>The people of a run.</summary>
internal static class SampleAccounts
{
    public const string Password = "a long enough passphrase";

    public static string Email(int visitor) => string.Create(CultureInfo.InvariantCulture, $"user{visitor}@crm.example");

    public static IEnumerable<string> Emails(SoakPlan plan) => Enumerable.Range(1, plan.Visitors).Select(Email);
}
