using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Procedures.Linting;

public class OpeningTests
{
    [Theory]
    [InlineData("Disable the directory account")]
    [InlineData("Immediately take the server offline")]
    [InlineData("Do not delete the mailbox")]
    [InlineData("Don't reply to the sender")]
    [InlineData("[CONTAINMENT] Isolate the host")]
    [InlineData("(Optional) Add another rule")]
    [InlineData("If the host is down, restart it")]
    [InlineData("In the console, choose Users")]
    [InlineData("To graph a metric, tick the box beside it")]
    [InlineData("Detection: review the sign-in log")]
    [InlineData("Reassign open tickets")]
    [InlineData("Pre-approve the change")]
    [InlineData("Zeroize the module")]
    [InlineData("Frobnicate the widget")]
    [InlineData("`kubectl drain node-1`")]
    [InlineData("Which accounts are involved? (service accounts too)")]
    [InlineData("Was the leaver an administrator?")]
    [InlineData("")]
    [InlineData("42")]
    public void An_order_or_what_may_be_one_is_fine(string instruction) => Assert.Equal(OpeningKind.Fine, Opening.Of(instruction).Kind);

    [Theory]
    [InlineData("The Security Officer grants access", "the")]
    [InlineData("You should see the table fill up", "you")]
    [InlineData("All credentials have been rotated", "all")]
    [InlineData("Notification of the customer", "notification")]
    [InlineData("Firewall rules", "firewall")]
    [InlineData("Modified trust policies on existing roles", "modified")]
    [InlineData("Patches from the vendor", "patches")]
    [InlineData("Running the scan takes an hour and a half, so be patient with it", "running")]
    public void What_is_surely_no_order_is_named(string instruction, string word)
    {
        var opening = Opening.Of(instruction);
        Assert.Equal((OpeningKind.NoOrder, word), (opening.Kind, opening.Word));
    }

    [Theory]
    [InlineData("Running the scan", "run")]
    [InlineData("Notifies the manager", "notify")]
    [InlineData("Then disconnecting all sessions", "disconnect")]
    [InlineData("Revoking access", "revoke")]
    public void An_order_in_another_form_is_put_right(string instruction, string better)
    {
        var opening = Opening.Of(instruction);
        Assert.Equal((OpeningKind.OtherForm, better), (opening.Kind, opening.Better));
    }
}
