# Sourced by dev: all that CI demands before the tests. Each check is one function; the first that fails ends the run and says how to mend it.

run_checks() {
    heading "Format"; check_format
    heading "Words"; check_words
    heading "Build, warnings are errors"; build
    heading "Migrations"; check_migrations
    heading "Rules and documents"; check_rules
    heading "Packages"; check_packages
    printf '\nAll checks passed.\n'
}

# The white space alone, without loading the projects: style beyond it is the build's business.
check_format() { dotnet format whitespace --folder --verify-no-changes || fail "Run: dotnet format whitespace --folder"; }

# The project names neither the machine it was written on nor the place packages come from; both belong to whoever builds it.
check_words() {
    local words='(api|www)\.nuget\.org|registry\.(npmjs|yarnpkg)\.|deb\.(debian|nodesource)\.|archive\.ubuntu\.' above
    above=$(dirname "$root")
    case $above in / | /tmp | /root | /home | /home/* | /srv | /opt | /usr/* | /var/*) ;; *) words+="|(^|[^[:alnum:]_./-])$above/" ;; esac
    if git grep -nIE "$words" -- . ':!tools/check.sh'; then fail "These lines name a machine or a registry; say it without."; fi
}

# Nobody changed what is stored without a migration, on either database.
check_migrations() {
    local context
    dotnet tool restore --verbosity quiet
    for context in SqliteDb PostgresDb; do
        dotnet ef migrations has-pending-model-changes --project "$server" --context "$context" --no-build ||
            fail "$context is behind the model. Run: dev migration <Name>"
    done
}

check_rules() {
    only Handrail.Core.Tests "*.Docs*" "*DocumentTests"
    only Handrail.Server.Tests "*ArchitectureTests" "*.Docs*"
}

# only <project> <class pattern...>
only() {
    local program="tests/$1/bin/Debug/net10.0/$1" arguments=(-noColor -noLogo -noAutoReporters) class
    for class in "${@:2}"; do arguments+=(-class "$class"); done
    "$program" "${arguments[@]}" </dev/null
}

# Known vulnerabilities in what is shipped or tested with; only where the package index publishes them.
check_packages() {
    local found
    if ! audited; then
        skipped "known vulnerabilities of packages: the package index set up here publishes none. Run this where it does before a release."
        return
    fi
    found=$(dotnet package list --vulnerable --include-transitive --no-restore)
    ! grep -E '^ +> ' <<<"$found" || fail "Update these packages in Directory.Packages.props."
    echo "No package has a known vulnerability."
}

audited() {
    local index
    index=$(dotnet nuget list source --format short | awk '$1 == "E" { print $2; exit }')
    [[ $index == http* ]] && curl --fail --silent --location --compressed --max-time 60 "$index" | grep -q VulnerabilityInfo
}
