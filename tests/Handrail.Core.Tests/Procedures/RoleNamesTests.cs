using Handrail.Core.Procedures;
namespace Handrail.Core.Tests.Procedures;

public class RoleNamesTests
{
    [Fact]
    public void The_roles_a_text_asks_for_are_named_and_nobody_else()
    {
        var procedure = ProcedureReader.Read("""
            ---
            title: Offboard
            owner: IT manager
            ---
            # Offboard

            ## Before you start
            - Record: Manager (member)

            ## Steps
            1. Tell {#tell}
               - Role: Manager
            2. Disable {#disable}
               - Role: IT administrator
               - Verified by: someone else
               - Approval: Security lead
               - Escalate: On-call engineer after 15 minutes
            3. Revoke {#revoke}
               - Role: owner of the system
            4. Collect {#collect}
               - Role: HR or the office manager
            5. Close {#close}
               - Role: {{closer}}

            ## Rollback
            1. Enable {#enable}
               - Role: IT administrator
            """, "offboard.md");

        Assert.Equal(["IT manager", "IT administrator", "Security lead", "On-call engineer", "HR", "the office manager", "IT administrator"], RoleNames.In(procedure).Select(use => use.Name));
        Assert.Null(RoleNames.In(procedure).First().Step);
        Assert.Equal("enable", RoleNames.In(procedure).Last().Step!.Anchor);
    }
}
