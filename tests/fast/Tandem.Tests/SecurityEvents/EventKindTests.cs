using System.Reflection;

using Tandem.SecurityEvents;

namespace Tandem.Tests.SecurityEvents;

/// <summary>Kinds of events and their names elsewhere. J2, ASVS 16.2.4.</summary>
[Trait("requirement", "J2")]
public sealed class EventKindTests
{
    // Of the OWASP Logging Vocabulary Cheat Sheet; of its upload, input and file events Tandem has none.
    private static readonly string[] Vocabulary =
    [
        "authn_login_success", "authn_login_successafterfail", "authn_login_fail", "authn_login_fail_max", "authn_login_lock",
        "authn_password_change", "authn_password_change_fail", "authn_impossible_travel", "authn_token_created", "authn_token_revoked",
        "authn_token_reuse", "authn_token_delete", "authz_fail", "authz_change", "authz_admin", "crypt_decrypt_fail",
        "crypt_encrypt_fail", "excess_rate_limit_exceeded", "input_validation_fail", "input_validation_discrete_fail",
        "malicious_excess_404", "malicious_extraneous", "malicious_attack_tool", "malicious_cors", "malicious_direct_reference",
        "privilege_permissions_changed", "sensitive_create", "sensitive_read", "sensitive_update", "sensitive_delete", "sequence_fail",
        "session_created", "session_renewed", "session_expired", "session_use_after_expire", "sys_startup", "sys_shutdown",
        "sys_restart", "sys_crash", "sys_monitor_disabled", "sys_monitor_enabled", "user_created", "user_updated", "user_archived",
        "user_deleted",
    ];

    [Fact]
    public void Every_kind_has_a_name_of_the_vocabulary() =>
        Assert.All(EventKinds.All, kind => Assert.Contains(kind.OwaspName, Vocabulary));

    [Fact]
    public void Every_event_is_on_the_list_once()
    {
        var events = typeof(SecurityEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SecurityEvent)) && !type.IsAbstract);

        Assert.Equal(events.Select(type => type.Name).Order(), EventKinds.All.Select(kind => kind.Type.Name).Order());
        Assert.Equal(EventKinds.All.Count, EventKinds.All.Select(kind => kind.Name).Distinct().Count());
    }

    [Fact]
    [Trait("requirement", "J3")]
    public void What_an_event_tells_of_a_client_can_be_erased() =>
        Assert.All(
            EventKinds.All.SelectMany(kind => kind.Type.GetProperties()).Where(property => property.PropertyType == typeof(ClientInfo)),
            property => Assert.True(property.IsDefined(typeof(PersonalAttribute)), $"{property.DeclaringType}.{property.Name}"));

    [Theory]
    [InlineData("login_failed", "authn_login_fail")]
    [InlineData("refresh_token_reused", "authn_token_reuse")]
    [InlineData("of_a_newer_program", null)]
    public void A_kind_is_found_by_its_name(string name, string? owasp) => Assert.Equal(owasp, EventKinds.Find(name)?.OwaspName);
}
