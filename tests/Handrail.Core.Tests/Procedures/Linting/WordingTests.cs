using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Procedures.Linting;

public class WordingTests
{
    [Theory]
    [InlineData("Disable the account and then notify the manager", " and then ")]
    [InlineData("Stop the service, then copy the files", ", then ")]
    [InlineData("Export the project from the backup and import it", " and ")]
    [InlineData("Rebuild the host. Restore the data from last night", ". ")]
    [InlineData("Lock the device; notify its owner at once", "; ")]
    [InlineData("Rotate the key and then revoke the old one and then delete the copy", " and then  and then ")]
    public void Several_actions_have_joints(string instruction, string joints) =>
        Assert.Equal(joints, string.Concat(Wording.Joints(instruction).Select(joint => joint.In(instruction))));

    [Theory]
    [InlineData("Investigate and clear all alerts")]
    [InlineData("Collect laptop, phone and keys")]
    [InlineData("Collect access and change logs of the host")]
    [InlineData("Identify, document, and test escalation paths")]
    [InlineData("If the service is down, then restart it")]
    [InlineData("Ask the owner to review and approve the request")]
    [InlineData("Find accounts that were shared and disable single sign-on")]
    [InlineData("Open the console and choose Users")]
    [InlineData("Select the subnet, and then choose Save")]
    [InlineData("Rotate secrets (API keys and delete old ones)")]
    [InlineData("Use the approved tool, e.g. Install it from the portal")]
    [InlineData("Train the staff. Key indicators may include links")]
    [InlineData("The token is shown. Copy it")]
    public void One_action_has_none(string instruction) => Assert.Empty(Wording.Joints(instruction));

    [Theory]
    [InlineData("Delete the mailbox", true)]
    [InlineData("Stop the service and wipe the disk", true)]
    [InlineData("If it is infected, reimage the laptop", true)]
    [InlineData("Shut down the server", true)]
    [InlineData("Review the list of disabled accounts", false)]
    [InlineData("Ask who may delete records", false)]
    [InlineData("The role may delete, disable or deploy", false)]
    public void Destructive_orders_are_known(string instruction, bool destroys) => Assert.Equal(destroys, Wording.Destroys(instruction));

    [Theory]
    [InlineData("Notify stakeholders as necessary", "as necessary")]
    [InlineData("Notify the appropriate people", "the appropriate people")]
    [InlineData("Reset it as soon as possible", "as soon as possible")]
    [InlineData("Check logs, alerts, etc.", "etc.")]
    [InlineData("Make sure it works properly", "properly")]
    public void Vague_words_are_found(string text, string words) => Assert.Equal(words, Assert.Single(Wording.VagueWords(text)).Value);

    [Theory]
    [InlineData("Be as helpful as possible")]
    [InlineData("Install as few plug-ins as necessary")]
    [InlineData("Add the tools as needed for the scan")]
    [InlineData("Ask whether access is necessary")]
    public void Words_that_say_something_are_not(string text) => Assert.Empty(Wording.VagueWords(text));
}
