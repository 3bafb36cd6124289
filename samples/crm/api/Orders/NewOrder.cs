namespace Crm.Orders;

internal sealed record NewOrder(string? Customer, string? Item, int? Quantity, decimal? Amount)
{
    public Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        if (!IsText(Customer))
            faults["customer"] = ["1 to 100 characters, none of them control characters."];
        if (!IsText(Item))
            faults["item"] = ["1 to 100 characters, none of them control characters."];
        if (Quantity is not (>= 1 and <= 10_000))
            faults["quantity"] = ["A whole number from 1 to 10000."];
        if (Amount is not (>= 0 and <= 1_000_000m))
            faults["amount"] = ["An amount from 0 to 1000000."];
        return faults;
    }

    private static bool IsText(string? text) => text is { Length: >= 1 and <= 100 } && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) && !HasLoneSurrogate(text);

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);
}
