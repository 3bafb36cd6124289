using Tandem.Sessions;

namespace Tandem.AspNetCore.Endpoints;

/// <summary>Deliveries as the contract spells them.</summary>
internal static class DeliveryNames
{
    public static string Of(SessionDelivery delivery) => delivery switch
    {
        SessionDelivery.Cookie => "cookie",
        SessionDelivery.Body => "body",
        _ => "both",
    };

    public static SessionDelivery? Parse(string name) => name switch
    {
        "cookie" => SessionDelivery.Cookie,
        "body" => SessionDelivery.Body,
        "both" => SessionDelivery.Both,
        _ => null,
    };
}
