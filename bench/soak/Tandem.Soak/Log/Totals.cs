using Tandem.Soak.Contenders;

namespace Tandem.Soak.Log;

/// <summary>A contender's run in numbers.</summary>
/// <param name="Name">Its name in the data.</param>
/// <param name="SignOuts">How often somebody was shown the sign-in form who had not signed out.</param>
/// <param name="SignOutsAfterLoss">Those of them before which the last refresh that was granted had lost its reply; before the others two requests presented one token.</param>
/// <param name="ReuseAlarms">How often the server took a refresh token for a stolen one. Nobody stole any.</param>
/// <param name="Refreshed">Refreshes whose reply arrived.</param>
/// <param name="Lost">Refreshes whose reply was lost on purpose.</param>
/// <param name="Abandoned">Refreshes whose page had gone.</param>
/// <param name="Refused">Refreshes that were not granted.</param>
/// <param name="Answered">Requests to the API that were answered.</param>
/// <param name="Failed">Requests to the API that failed.</param>
internal sealed record Totals(
    string Name, int SignOuts, int SignOutsAfterLoss, int ReuseAlarms, int Refreshed, int Lost, int Abandoned, int Refused, int Answered, int Failed)
{
    public static Totals Of(ContenderResult result) => new(
        result.Name,
        result.Count(SoakEventKind.SignedOut),
        result.Events.GroupBy(one => one.Visitor).Sum(AfterLoss),
        result.ReuseAlarms,
        result.Count(SoakEventKind.Refreshed),
        result.Count(SoakEventKind.Lost),
        result.Count(SoakEventKind.Abandoned),
        result.Count(SoakEventKind.Refused),
        result.Answered,
        result.Failed);

    private static int AfterLoss(IEnumerable<SoakEvent> ofOnePerson)
    {
        var lost = false;
        var count = 0;
        foreach (var one in ofOnePerson)
        {
            lost = one.Kind switch
            {
                SoakEventKind.Lost or SoakEventKind.Abandoned => true,
                SoakEventKind.Refreshed or SoakEventKind.SignedIn => false,
                _ => lost,
            };
            if (lost && one.Kind is SoakEventKind.SignedOut)
                count++;
        }

        return count;
    }
}
