using Tandem.Sessions;

namespace Tandem.AspNetCore.Sessions;

/// <summary>Deliveries as the contract spells them.</summary>
internal static class DeliveryNames
{
    public static string Of(SessionDelivery delivery) => delivery switch
    {
        SessionDelivery.Cookie => "cookie",
        SessionDelivery.Body => "body",
        SessionDelivery.Session => "session",
        _ => "both",
    };

    /// <summary>The delivery that a client asks for. A cookie session is none: its sign-in is a page's.</summary>
    public static SessionDelivery? Parse(string name) => name switch
    {
        "cookie" => SessionDelivery.Cookie,
        "body" => SessionDelivery.Body,
        "both" => SessionDelivery.Both,
        _ => null,
    };
}
