namespace Handrail.EndToEnd.Journeys;

/// <summary>Procedures written for these tests.</summary>
static class Texts
{
    public const string CloseTitle = "Close the office";

    /// <summary>Short enough for a phone, and with one of everything: checkpoint, field, decision, any order, repetition, condition, evidence, way out, rollback.</summary>
    public const string Close = """
        # Close the office

        ## Steps

        ### Inside

        1. Shut every window {#windows}
           - Verify: each handle points down
           - If it fails: go to [Call the landlord](#landlord)
        2. Write down the meter {#meter}
           - Record: Reading (number, required)
        3. Is somebody still at work? {#anybody}
           - Yes: continue
           - No: go to [Turn the key twice](#key)
        4. Tell them where the key is {#tell}
           - Only if: anybody is Yes
           - For each: person at work

        ### Outside

        5. Turn the key twice {#key}
           - Evidence: picture of the lock

        ## If something goes wrong

        ### Call the landlord {#landlord}

        1. Call the landlord {#call}

        ## Rollback

        1. Open the door again {#open}
        """;
}
