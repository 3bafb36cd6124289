using System.Globalization;
using System.Text;

namespace Crm.Orders;

/// <summary>Orders as CSV (RFC 4180) that a spreadsheet shows and does not calculate with.</summary>
internal static class OrderCsv
{
    public static byte[] Write(IEnumerable<Order> orders)
    {
        var text = new StringBuilder("id,customer,item,quantity,amount,status,created\r\n");
        foreach (var order in orders)
        {
            text.Append(CultureInfo.InvariantCulture, $"{order.Id},{Cell(order.Customer)},{Cell(order.Item)},")
                .Append(CultureInfo.InvariantCulture, $"{order.Quantity},{order.Amount},{Cell(order.Status)},{order.CreatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // A cell that begins like a formula is one, in quotes too (OWASP, CSV injection): an apostrophe makes it text.
    private static string Cell(string text) =>
        $"\"{("=+-@\t\r＝＋－＠".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
