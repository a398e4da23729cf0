namespace Handrail.Server.Tests.Features.Runs;

/// <summary>Procedures that the tests of runs follow.</summary>
static class Samples
{
    public const string Doors = """
        # Lock the doors

        ## Steps
        1. Lock the front door {#front}
        2. Lock the back door {#back}
        """;

    public const string LockUp = """
        ---
        title: Lock up
        owner: Caretaker
        run: Lock up {{Building}}
        ---
        # Lock up

        ## Before you start
        - Record: Building (text, required)

        ## Steps
        1. Read the alarm panel {#panel}
           - Record: Zone (text, required)
           - Record: Lamps (number)
           - Verify: every lamp is green
           - Evidence: a picture of the panel
        2. Is a window open? {#window}
           - Yes: go to [Close the window](#shut)
           - No: go to [Lock the door](#lock)
        3. Close the window {#shut}
        4. Lock the door {#lock}
        """;

    public const string Latch = """
        # Close the latch

        ## Steps
        1. Close the latch {#latch}
           - If it fails: go to [Call the caretaker](#call)
        2. Switch the light off {#light}

        ## If something goes wrong
        1. Call the caretaker {#call}
        """;

    public const string Seal = """
        # Seal the vault

        ## Steps
        1. Seal the vault {#seal}
           - Verify: the seal is whole
           - Verified by: someone else
        2. Sign the register {#sign}
        """;

    public const string Revoke = """
        # Revoke access

        ## Steps
        1. Revoke the access {#revoke}
           - For each: system the leaver used
           - Record: Ticket (text)
        2. Was the leaver an administrator? {#privileged}
           - Yes: continue
           - No: continue
        3. Rotate the secrets {#rotate}
           - Only if: privileged is Yes
        4. Tell the manager {#tell}
        """;
}
