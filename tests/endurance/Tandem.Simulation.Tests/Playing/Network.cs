using Tandem.Simulation.Tests.Clients;
using Tandem.Simulation.Tests.Judging;

namespace Tandem.Simulation.Tests.Playing;

/// <summary>Loses, repeats, delays and reorders requests and responses, within the bounds of the protocol.</summary>
internal sealed class Network(World world)
{
    public void Send(Flight flight, Device device, Action<Response> receive)
    {
        var setting = world.Setting;
        if (Lost(Fault.RequestLost))
            return;
        var transit = setting.Transit(world.Timeline.Now - flight.Cookie.Session.SteppedAt);
        world.Timeline.After(transit, () => Arrive(flight, device, receive), isArrival: true);
        if (!world.Dice.Chance(setting.Repeated))
            return;
        world.Happens(Fault.RequestRepeated);
        var again = world.Dice.Chance(0.5) ? transit : world.Dice.Between(transit, setting.LongestTransit);
        world.Timeline.After(again, () => Arrive(flight, device, receive), isArrival: true);
    }

    public void SendSignOut(Cookie cookie, Action<bool> receive)
    {
        if (Lost(Fault.RequestLost))
        {
            receive(false);
            return;
        }

        world.Timeline.After(world.Setting.Transit(null), () =>
        {
            var acknowledged = world.SignOut(world.AnyNode(), cookie);
            receive(acknowledged && !Lost(Fault.ResponseLost));
        });
    }

    private void Arrive(Flight flight, Device device, Action<Response> receive)
    {
        if (world.Timeline.Now < flight.HeldUntil)
        {
            world.Timeline.After(flight.HeldUntil - world.Timeline.Now + world.Dice.Between(0, world.Setting.LongestTransit), () => Arrive(flight, device, receive), isArrival: true);
            return;
        }

        var response = world.Present(world.AnyNode(), flight.Cookie, device);
        if (!Lost(Fault.ResponseLost))
            world.Timeline.After(world.Setting.ResponseDelay(), () => receive(response));
    }

    private bool Lost(Fault fault)
    {
        if (!world.Dice.Chance(fault is Fault.RequestLost ? world.Setting.Lost : world.Setting.LostResponses))
            return false;
        world.Happens(fault);
        return true;
    }
}
