namespace Tandem.Browser.Tests;

/// <summary>A running CRM as it comes: its tokens live as long as the documentation says.</summary>
public sealed class CalmCrmFixture : CrmFixture
{
    private protected override string[] Configuration => [];
}
