using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Tests.SigningKeys;

/// <summary>When signing keys take their steps: just before the limit, and at it. C8, K4.</summary>
[Trait("requirement", "K4")]
public sealed class KeyScheduleTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly DateTimeOffset Start = new ManualTimeProvider().GetUtcNow();
    private static readonly SigningPolicy Policy = new();

    [Fact]
    public void Without_any_key_one_begins_at_once() =>
        Assert.Equal(new KeyStep(KeyAction.Begin, null, Start), KeySchedule.Next([], Policy, Start));

    [Fact]
    public void A_key_that_signs_alone_gets_a_successor_announced_at_once() =>
        Assert.Equal(new KeyStep(KeyAction.Announce, null, Start), KeySchedule.Next([Active()], Policy, Start));

    [Fact]
    public void Where_no_key_signs_the_announced_one_does_at_once() =>
        Assert.Equal(new KeyStep(KeyAction.Activate, "announced", Start), KeySchedule.Next([Announced(Start)], Policy, Start));

    [Fact]
    public void The_announced_key_takes_over_after_the_interval_and_not_before()
    {
        StoredSigningKey[] keys = [Active(), Announced(Start)];
        var limit = Start + Policy.RotationInterval;

        Assert.False(KeySchedule.Next(keys, Policy, limit - Instant).IsDue(limit - Instant));
        var step = KeySchedule.Next(keys, Policy, limit);
        Assert.True(step.IsDue(limit));
        Assert.Equal(new KeyStep(KeyAction.Activate, "announced", limit), step);
    }

    [Fact]
    public void However_old_the_active_key_is_the_announced_one_is_published_for_long_enough_first()
    {
        var announced = Start + Policy.RotationInterval;
        var limit = announced + Policy.Announce;
        StoredSigningKey[] keys = [Active(), Announced(announced)];

        Assert.False(KeySchedule.Next(keys, Policy, limit - Instant).IsDue(limit - Instant));
        Assert.True(KeySchedule.Next(keys, Policy, limit).IsDue(limit));
    }

    [Fact]
    public void A_retired_key_is_destroyed_when_no_token_can_bear_it_and_not_before()
    {
        StoredSigningKey[] keys = [Active(), Announced(Start), Verifying("old", Start.AddMinutes(1)), Verifying("older", Start)];
        var limit = Start + Policy.Retain;

        Assert.Equal(new KeyStep(KeyAction.Destroy, "older", limit), KeySchedule.Next(keys, Policy, limit - Instant));
        Assert.False(KeySchedule.Next(keys, Policy, limit - Instant).IsDue(limit - Instant));
        Assert.True(KeySchedule.Next(keys, Policy, limit).IsDue(limit));
        Assert.Equal("old", KeySchedule.Next(keys[..3], Policy, limit).KeyId);
    }

    [Fact]
    public void A_destroyed_key_has_no_next_step()
    {
        StoredSigningKey[] keys = [Active(), Announced(Start), Verifying("old", Start) with { State = SigningKeyState.Destroyed }];

        Assert.Equal(KeyAction.Activate, KeySchedule.Next(keys, Policy, Start + Policy.RotationInterval).Action);
        Assert.Null(KeySchedule.NextOf(keys[2], keys, Policy));
    }

    [Fact]
    public void An_operator_who_does_not_wait_rotates_now_and_one_who_does_when_the_key_was_published_long_enough()
    {
        StoredSigningKey[] keys = [Active(), Announced(Start)];
        var now = Start.AddMinutes(5);

        Assert.Equal(new KeyStep(KeyAction.Activate, "announced", now), KeySchedule.Rotation(keys, Policy, now, immediately: true));
        var step = KeySchedule.Rotation(keys, Policy, now, immediately: false);
        Assert.Equal(new KeyStep(KeyAction.Activate, "announced", Start + Policy.Announce), step);
        Assert.False(step.IsDue(step.At - Instant));
        Assert.True(step.IsDue(step.At));
    }

    [Fact]
    public void The_date_an_operator_set_comes_before_that_of_the_schedule()
    {
        StoredSigningKey[] keys = [Active(), Announced(Start) with { ActivateAt = Start + Policy.Announce }];

        Assert.Equal(Start + Policy.Announce, KeySchedule.Next(keys, Policy, Start).At);
        Assert.Equal((SigningKeyState.Active, Start + Policy.Announce), KeySchedule.NextOf(keys[1], keys, Policy));
        Assert.Equal((SigningKeyState.Verifying, Start + Policy.Announce), KeySchedule.NextOf(keys[0], keys, Policy));
    }

    [Fact]
    public void An_announced_key_of_another_algorithm_is_replaced_before_it_signs()
    {
        StoredSigningKey[] keys = [Active(), Announced(Start)];

        Assert.Equal(
            new KeyStep(KeyAction.Replace, "announced", Start),
            KeySchedule.Rotation(keys, Policy with { Algorithm = "RS256" }, Start, immediately: true));
        // The schedule alone never replaces: nodes of different configurations would go on for ever.
        Assert.Equal(KeyAction.Activate, KeySchedule.Next(keys, Policy with { Algorithm = "RS256" }, Start).Action);
    }

    [Theory]
    [InlineData("1.00:00:00", 300)]
    [InlineData("00:10:00", 300)]
    [InlineData("00:09:58", 299)]
    [InlineData("00:00:02", 1)]
    [InlineData("00:00:01", 0)]
    public void Published_keys_may_be_cached_for_half_of_what_they_are_announced_for(string announce, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), (Policy with { Announce = TimeSpan.Parse(announce, System.Globalization.CultureInfo.InvariantCulture) }).Caching);

    private static StoredSigningKey Active() => Key("active", SigningKeyState.Active) with { ActivatedAt = Start };

    private static StoredSigningKey Announced(DateTimeOffset at) => Key("announced", SigningKeyState.Announced) with { CreatedAt = at };

    private static StoredSigningKey Verifying(string id, DateTimeOffset at) => Key(id, SigningKeyState.Verifying) with { RetiredAt = at };

    private static StoredSigningKey Key(string id, SigningKeyState state) => new(id, "ES256", state, [], [], 1, Start, null);
}
