# Sourced by dev: how the scripts speak, and how they tidy up.

heading() { printf '\n== %s\n' "$*"; }

fail() { printf '%s\n' "$*" >&2; exit 1; }

# What could not be done here, said so that nobody takes it for done.
skipped() { printf '!! SKIPPED: %s\n' "$*"; }

exit_commands=()

# at_exit <command> [argument...]: runs it when dev ends, however it ends; the last one given runs first.
at_exit() {
    exit_commands=("$(printf '%q ' "$@")" ${exit_commands[@]+"${exit_commands[@]}"})
    trap 'for exit_command in "${exit_commands[@]}"; do eval "$exit_command" || true; done' EXIT
}
trap 'exit 130' INT
trap 'exit 143' TERM
