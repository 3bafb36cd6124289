namespace Tandem.Architecture.Tests.PublicApi;

public sealed class DifferenceTests
{
    [Fact]
    public void Equal_lists_have_no_difference() => Assert.Empty(PublicApiTests.Difference(["class A", "  int B()"], ["class A", "", "  int B()"]));

    [Fact]
    public void A_changed_member_is_shown_with_its_type_as_gone_and_as_new() => Assert.Equal(
        ["- class A: int B()", "+ class A: long B()"],
        PublicApiTests.Difference(["class A", "  int B()"], ["class A", "  long B()"]));

    [Fact]
    public void The_same_member_in_another_type_is_another_member() => Assert.Equal(
        ["- class A: int C()", "+ class B: int C()"],
        PublicApiTests.Difference(["class A", "  int C()", "class B"], ["class A", "class B", "  int C()"]));
}
