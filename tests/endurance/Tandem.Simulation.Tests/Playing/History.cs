using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Mutants;
using Tandem.Simulation.Tests.Thieves;

namespace Tandem.Simulation.Tests.Playing;

/// <summary>One whole history, which its seed decides.</summary>
internal static class History
{
    /// <summary>Plays it; answers what does not hold, or null.</summary>
    public static ViolationException? Play(long seed, Rules rules, Tally tally, List<string>? trace = null)
    {
        var world = new World(seed, rules, tally, trace);
        tally.Histories++;
        try
        {
            foreach (var device in world.Devices)
                device.SignIn();
            new Storm(world).Begin();
            if (world.Dice.Chance(0.4))
            {
                var kinds = Enum.GetValues<ThiefKind>();
                var kind = kinds[world.Dice.Below(kinds.Length)];
                world.Timeline.RunUntil(world.Dice.Between(30_000, world.Setting.Length));
                new Theft(world, kind).Play();
            }
            else
            {
                world.Timeline.RunUntil(world.Setting.Length);
                Close(world);
            }

            return null;
        }
        catch (ViolationException violation)
        {
            trace?.Add($"VIOLATION of {violation.Message}");
            return violation;
        }
    }

    // Everybody who is signed in still is.
    private static void Close(World world)
    {
        world.Quieten();
        for (var round = 0; round < 2; round++)
        {
            world.Timeline.RunUntil(world.Timeline.Now + 70_000);
            foreach (var device in world.Devices)
            {
                if (device.Jar.Current is { } cookie)
                    device.Tabs[0].Take(world.Present(world.AnyNode(), cookie, device));
            }
        }
    }
}
