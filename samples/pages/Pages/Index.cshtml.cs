using System.ComponentModel.DataAnnotations;

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

using PagesSample.Orders;

namespace PagesSample.Pages;

public sealed class IndexModel(OrderBook book) : PageModel
{
    public IReadOnlyList<Order> Orders => book.All();

    /// <summary>With htmx the list comes alone, without scripts the whole page.</summary>
    public IActionResult OnPost(
        [Required, StringLength(100)] string customer, [Required, StringLength(100)] string item, [Range(1, 10_000)] int quantity)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        book.Add(customer, item, quantity);
        return Request.Headers.ContainsKey("HX-Request") ? Partial("_Orders", Orders) : RedirectToPage();
    }
}
