using System.Collections.Frozen;

namespace Handrail.Core.Procedures.Linting;

/// <summary>
/// The imperatives operations and security people write. The list need not be complete: a word that is not known is given the benefit of the doubt
/// unless its form says that it is no order.
/// </summary>
static class Verbs
{
    /// <summary>Only ever verbs.</summary>
    static readonly FrozenSet<string> Plain = Set("""
        abort accept acknowledge acquire activate adapt add address adhere adjust administer adopt advise advocate agree align allocate allow alter amend analyse analyze
        announce append apply appoint approve archive arrange ascertain ask assemble assess assign assist assume assure attach attempt attend authenticate authorise authorize
        automate avoid await be become begin bind boot bring browse build bypass calculate calibrate cancel capture carry categorise categorize cease choose clarify classify clean
        close collaborate collect combine communicate compare compile complete comply compose compute conduct configure confirm connect consider consolidate construct consult contain
        continue convene convert coordinate correct correlate create cultivate customise customize deactivate debug decide declare decline decommission decompress decrypt deduplicate defer define
        delegate delete deliver demonstrate deny deploy deprovision derive describe deselect destroy detach detect determine develop diagnose disable discard disconnect discover discuss
        dismantle dismiss dispatch display dispose disseminate distribute divide document don't do download drain draw edit educate eject elect elevate eliminate embed emphasise emphasize employ empower enable
        encourage encrypt enforce engage enhance enlist enrich enrol enroll ensure enter enumerate eradicate erase escalate establish evaluate examine exclude execute exercise expand
        expect expire explain export expose extend extract facilitate fetch fill finalise finalize find finish fix follow forbid forward gain gather generate get give go grant guarantee guide
        handle have hear help hide highlight hold identify ignore impersonate implement import improve include incorporate indicate inform ingest inherit initialise initialize initiate
        inject insert inspect install instruct integrate interpret interview inventory investigate invite invoke involve isolate iterate join justify keep kill know launch leave lend let leverage
        liaise limit listen load locate lock log maintain make manage mark memorise memorize merge migrate minimise minimize mitigate modify monitor mount move multiply name
        navigate neutralise neutralize notify obey obfuscate observe obtain offboard offer onboard omit open operate optimise optimize organise organize orient outline overwrite paste pause pay
        perform persist persuade pick pin place plan populate postpone prefer prepare preserve press prevent print prioritise prioritize proceed process produce prohibit prompt promote protect prove
        provide provision publish pull purchase purge push put quantify quarantine query quit raise randomise randomize reach read reassess reassign reboot rebuild recall receive recheck
        reclassify recognise recognize recommend reconcile reconfigure reconnect reconstruct recover recreate recruit rectify recycle redact redeploy redirect reduce re-enable reenable refer refine
        reformat refrain refresh refuse regain regenerate regularise reimage re-image reinforce reinstall reinstate reissue reject rejoin release reload relocate rely remediate remember remind remove
        rename render renew reopen reorganise repair repeat replace replicate reply reproduce request require reroute rerun re-run rescan reset resolve respect respond restart
        restore restrict resume retain retest rethink retire retrain retrieve retry return reuse reveal revert review revise revisit revoke rewrite roll rollback rotate sandbox sanitise sanitize
        save say scan schedule scroll scrutinise scrutinize search seal secure see seek segregate select sell send separate serve set setup share show shred shut shutdown sign simplify simulate
        sinkhole sit skip socialise socialize solicit solve sort speak specify stabilise stabilize staff stand start stay stop store streamline strengthen strive submit subscribe subtract
        suggest summarise summarize supervise supply suppress surrender suspend swap switch synchronise synchronize tailor take tear tell terminate test think throttle thank toggle trace track
        train transcribe transfer transition transmit treat triage troubleshoot try tune turn type unblock uncheck uncover understand undo uninstall unlock unmount unplug unsubscribe unzip update upgrade upload
        use utilise utilize validate verify view visit wait walk warn watch weigh whitelist allowlist blacklist blocklist wipe withdraw withhold work wrap write yield zeroise zeroize zip
        apprise checkout cd chmod chown clone commit curl grep kubectl ping rsync scp ssh sudo tag umount untag
        """);

    /// <summary>Verbs that are as often nouns: good at the start of an instruction, no proof of a second action behind "and".</summary>
    static readonly FrozenSet<string> AlsoNouns = Set("""
        access account act action aim alarm alert answer appeal approach arm array audit average back backup bait balance ban bar base batch benchmark bill blame block blog board book bookmark
        boost bounce box brand break brief budget burn buy calendar call care cast catch cause centre certificate chain challenge change channel charge chart chat check chase clear click clock
        code command comment concern condition contact contract contrast control copy count cover crack credit critique cross cut cycle damage dashboard date debrief deal default defend delay demand
        deposit design detail dial diff direct disk document dose double-check doublecheck draft dress drill drive drop dump duplicate echo effect email e-mail end escort estimate exchange exit experience
        face factor fail favour feature feed field figure file filter flag flash flip flush focus fold force form format frame freeze function fund gauge grade graph group guard halt hand
        handover harden harvest hash head heed host hunt image impact index inquire enquire interface interact issue journal judge jump key label land lead lease learn level license line link list live look
        loop map mask master match matter measure mention message mirror miss model mute need net note notice number object order overlap override own pack package page park part pass patch
        permit phone photograph pilot pipe pitch plug point poll pool port position post power practice practise present price probe profile program project protest purpose question queue quiz quote range
        rank rate re-check rebase rebill rebase record recount re-evaluate reevaluate reference register regard release remark report repatch research reserve rest result reverse reward ring risk route
        rule run sample scale scope score screen script segment sense sequence service shape shift ship sketch slice slow smoke snapshot source space spare split sponsor spot stack stage stamp state
        step stream stress structure study style subject substitute sum support surface survey sweep table talk target task team template text throw tick ticket tidy time title total touch
        trade traffic trap travel trigger trip trust value vet video visit voice vote warrant wake watermark weight welcome whiteboard widen win wire witness zone zoom
        """);

    /// <summary>What cannot be had back without work: the ones that must be followed by a look at the result.</summary>
    static readonly FrozenSet<string> Destroying = Set("""
        deactivate decommission delete deploy deprovision destroy disable drop erase overwrite purge reformat reimage re-image shred terminate truncate uninstall wipe zeroise zeroize
        """);

    static readonly FrozenSet<string> EndInLyOrEdOrIng = Set("apply comply rely reply supply multiply ally tally rally bring ring ping bing string embed feed need heed proceed exceed succeed speed seed shed");

    public static bool Know(string word) => Plain.Contains(word) || AlsoNouns.Contains(word) || FromKnown(word);

    /// <summary>Can hardly be read as a noun.</summary>
    public static bool IsOnlyVerb(string word) => Plain.Contains(word) && !AlsoNouns.Contains(word);

    public static bool Destroys(string word) => Destroying.Contains(word);

    public static bool IsAdverb(string word) => word.EndsWith("ly", StringComparison.Ordinal) && word.Length > 4 && !EndInLyOrEdOrIng.Contains(word);

    /// <summary>The order behind "running", "notifies", "removed": "run", "notify", "remove"; null when there is none.</summary>
    public static string? Imperative(string word)
    {
        if (EndInLyOrEdOrIng.Contains(word)) return null;
        foreach (var (ending, instead) in new[] { ("ying", "y"), ("ing", ""), ("ing", "e"), ("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e") })
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length < ending.Length + 2) continue;
            var stem = word[..^ending.Length] + instead;
            if (Known(stem)) return stem;
            if (instead.Length == 0 && stem.Length > 3 && stem[^1] == stem[^2] && Known(stem[..^1])) return stem[..^1];
        }
        return null;

        static bool Known(string stem) => Plain.Contains(stem) || AlsoNouns.Contains(stem);
    }

    /// <summary>"reassign", "pre-approve", "unassign", and the endings that make verbs.</summary>
    static bool FromKnown(string word)
    {
        foreach (var prefix in new[] { "re-", "re", "pre-", "pre", "un", "de", "de-", "dis", "over", "co-", "cross-", "double-", "auto-", "self-" })
            if (word.StartsWith(prefix, StringComparison.Ordinal) && Plain.Contains(word[prefix.Length..])) return true;
        return word.Length > 5 && (word.EndsWith("ize", StringComparison.Ordinal) || word.EndsWith("ify", StringComparison.Ordinal));
    }

    static FrozenSet<string> Set(string words) => words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
