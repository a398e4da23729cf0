namespace Handrail.Core.Tests.Procedures;

static class Samples
{
    /// <summary>Uses (nearly) everything the format knows.</summary>
    internal const string Leaver = """"
        ---
        title: Offboard a leaver
        family: user-account-management
        owner: IT manager
        summary: Remove every access a leaver had, within the policy's limit, with proof.
        controls: [iso27001:A.5.11, iso27001:A.5.18, iso27001:A.6.5, soc2:CC6.2, hipaa:164.308(a)(3)(ii)(C)]
        policies: [access-control#leavers]
        review: 12 months
        run: Offboard {{Leaver}}
        house: north
        ---

        # Offboard a leaver

        ## Purpose
        Make sure that nobody keeps access after they leave {{organization}}.

        ## Scope
        Employees and contractors. Privileged administrators also follow [Rotate shared secrets](rotate-shared-secrets.md).

        ## Before you start
        - Record: Leaver (member, required)
        - Record: Departure (date and time, required)
        - Record: Leaving on bad terms? (yes/no)

        ## Steps

        ### Cut access

        1. Disable the directory account {#disable-account}
           - Role: IT administrator
           - System: {{identity_provider}}
           - Within: 1 hour of Departure
           - Verify: the account status reads "Deactivated" and no session is active
           - Evidence: screenshot of the status page
           - If it fails: go to [Call the on-call administrator](#call-on-call)
           - In Okta: **Directory > People**, choose the person, **More actions > Deactivate**.
           - In Microsoft Entra ID: **Users**, choose the person, clear **Account enabled**, then **Revoke sessions**.

           ![The status page](images/okta-deactivated.png)

        2. Revoke access in each remaining system {#revoke}
           - Role: owner of the system
           - For each: system the Leaver has an account in
           - Record: Ticket (text)
           - Verify: a sign-in attempt with the account is refused
           - Verified by: someone else

        3. Was the leaver a privileged administrator? {#privileged}
           - Yes: go to [Rotate shared secrets](#rotate)
           - No: continue

        4. Rotate shared secrets {#rotate}
           - Only if: privileged is Yes
           - Run: [Rotate shared secrets](rotate-shared-secrets.md)

        ### Recover what is ours (any order)

        5. Collect laptop, phone and keys {#assets}
           - Role: HR
           - Record: Items returned (checklist: laptop, phone, keys, badge)
        6. Transfer files and mailbox to the manager {#transfer}
           - Wait: 30 days, then delete the mailbox

        ## If something goes wrong
        1. Call the on-call administrator {#call-on-call}
           - Escalate: Security lead after 15 minutes

        ## Rollback
        1. Re-enable the account
           - Approval: Security lead

        ## Escalation
        | When | Who | Within |
        | --- | --- | --- |
        | an account cannot be disabled | Security lead | 15 minutes |
        | signs of data theft | Incident commander; start [Insider threat](insider-threat.md) | at once |

        ## Messages
        ### To the leaver's manager
        {{Leaver}} leaves on {{Departure}}. Please confirm by reply who takes over their files.

        ## Records
        The run of this procedure, kept for 3 years.
        """";
}
