# Sourced by dev: builds once, runs the test programs, adds up their reports.

run_tests() {
    local part=${1:-}
    heading "What the tests need"
    need_room
    need_chromium
    need_postgres
    need_faketime
    heading "Build"
    build
    reports=$(mktemp -d)
    at_exit rm -rf "$reports"
    broken=0
    # Measuring where code is hot, to compile it better, never pays within a test: without it they need a quarter less.
    export DOTNET_TieredPGO=0
    set -- -noColor -noLogo -noAutoReporters
    [[ -z $part ]] || set -- "$@" -method "*$part*"
    run_program Handrail.Core.Tests core "$@"
    # What only PostgreSQL has is not tried on SQLite.
    HANDRAIL_TEST_DATABASE=sqlite run_program Handrail.Server.Tests server-on-sqlite "$@" -class- "*.RowSecurityTests" -class- "*.NodesTests"
    if [[ -n $HANDRAIL_TEST_POSTGRES ]]; then
        # The rules about the code do not depend on the database.
        HANDRAIL_TEST_DATABASE=postgres run_program Handrail.Server.Tests server-on-postgres "$@" -class- "*.ArchitectureTests*" -class- "*.Docs*"
    fi
    run_program Handrail.EndToEnd end-to-end "$@"
    summary
}

# The whole solution, saying nothing but what is wrong.
build() { dotnet msbuild Handrail.slnx -restore -maxCpuCount -verbosity:quiet -nologo -tl:off; }

# run_program <project> <name of this run> [argument of the test runner...]
run_program() {
    local project=$1 report="$reports/$2.xml" exit_code=0
    heading "$project ($2)"
    shift 2
    with_limit "tests/$project/bin/Debug/net10.0/$project" "$@" -result-xml "$report" </dev/null || exit_code=$?
    # A program that died, or failed for a reason that its report does not know, is a failure too.
    if [[ ! -s $report ]] || { [[ $exit_code != 0 ]] && [[ $(count "$report") =~ ^[0-9]+\ 0\  ]]; }; then
        echo "!! FAILED: $project ended with code $exit_code, and its report names no failed test."
        broken=$((broken + 1))
    fi
}

# A test that hangs must not hang CI: half an hour is several times what any of them takes.
with_limit() { if command -v timeout >/dev/null; then timeout --foreground 30m "$@"; else "$@"; fi; }

# For awk: the attribute of the element that is being read.
xml_value='
    function value(name,   start) {
        start = index($0, " " name "=\"")
        if (!start) return ""
        start += length(name) + 3
        return substr($0, start, index(substr($0, start), "\"") - 1)
    }
'

# count <report...>: prints "passed failed skipped", and every skipped test with its reason to the error stream.
count() {
    awk "$xml_value"'
        BEGIN { RS = "<" }
        /^assembly / { passed += value("passed"); failed += value("failed") + value("errors"); skipped += value("skipped") }
        /^test /     { test = value("result") == "Skip" ? value("name") : "" }
        /^reason>/ && test != "" { sub(/^reason>/, ""); print "  " test ": " $0 > "/dev/stderr"; test = "" }
        END { print passed + 0, failed + 0, skipped + 0 }' "$@" 2>>"${skips:-/dev/null}"
}

# failures <report...>: prints every failed test with the first line of what it said: far above, it may have scrolled away.
failures() {
    awk "$xml_value"'
        BEGIN { RS = "<" }
        /^test /     { test = value("result") == "Fail" ? value("name") : "" }
        /^message>/ && test != "" { sub(/^message>/, ""); sub(/\n.*/, ""); print "  " test "\n      " substr($0, 1, 300); test = "" }' "$@"
}

# The last line is read by machines: keep its form.
summary() {
    local passed=0 failed=0 skipped=0 skips="$reports/skips.txt"
    : >"$skips"
    if compgen -G "$reports/*.xml" >/dev/null; then read -r passed failed skipped < <(count "$reports"/*.xml); fi
    failed=$((failed + broken))
    if [[ -s $skips ]]; then heading "Skipped, and why"; cat "$skips"; fi
    [[ -n $HANDRAIL_TEST_POSTGRES ]] || skipped "the server's tests on PostgreSQL"
    [[ $((passed + failed)) -gt 0 ]] || echo "!! No test ran."
    if [[ $failed != 0 ]]; then heading "Failed"; failures "$reports"/*.xml; fi
    printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
    [[ $failed == 0 && $passed -gt 0 ]]
}
