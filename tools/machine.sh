# Sourced by dev: what the tests need from the machine besides .NET. Chromium, PostgreSQL and libfaketime are installed from the distribution where that is allowed.

# As root: the command itself; with sudo that asks nothing: through it; otherwise no.
may_install() { command -v apt-get >/dev/null && { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }; }

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi; }

install_packages() {
    may_install || return 1
    echo "Installing $* ..."
    local log options=(-y --no-install-recommends -o DPkg::Lock::Timeout=300)
    log=$(mktemp)
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@" >"$log" 2>&1 ||
        { as_root apt-get update >>"$log" 2>&1 || true; as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@" >>"$log" 2>&1; }; then
        rm -f "$log"
    else
        tail -20 "$log"
        rm -f "$log"
        return 1
    fi
}

find_chromium() {
    local name
    for name in chromium chromium-browser google-chrome-stable google-chrome; do
        command -v "$name" && return
    done
    return 1
}

# Sets HANDRAIL_TEST_CHROMIUM unless it is set; leaves it empty where there is no browser, and the tests that need one say that they are skipped.
need_chromium() {
    export HANDRAIL_TEST_CHROMIUM=${HANDRAIL_TEST_CHROMIUM:-}
    [[ -z $HANDRAIL_TEST_CHROMIUM ]] || return 0
    HANDRAIL_TEST_CHROMIUM=$(find_chromium) && return
    install_packages chromium fonts-liberation || true
    HANDRAIL_TEST_CHROMIUM=$(find_chromium) || skipped "browser tests: Chromium is not installed and cannot be installed from here. Install it, or set HANDRAIL_TEST_CHROMIUM to its path."
}

find_faketime() { ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>/dev/null | head -1 | grep .; }

# Sets HANDRAIL_TEST_FAKETIME to the library that has a program see another time, unless it is set; leaves it empty where there is none.
need_faketime() {
    export HANDRAIL_TEST_FAKETIME=${HANDRAIL_TEST_FAKETIME:-}
    [[ -z $HANDRAIL_TEST_FAKETIME ]] || return 0
    HANDRAIL_TEST_FAKETIME=$(find_faketime) && return
    install_packages libfaketime || true
    HANDRAIL_TEST_FAKETIME=$(find_faketime) || skipped "what is asked a month later: libfaketime is not installed and cannot be installed from here. Install it, or set HANDRAIL_TEST_FAKETIME to its path."
}

# Has the tests keep their databases and folders in memory where there is plenty: on a disk, making and dropping hundreds of databases takes minutes.
need_room() {
    local memory=/dev/shm least=$((4 * 1024 * 1024)) room
    [[ -w $memory && $(stat -f -c %T "$memory" 2>/dev/null) == tmpfs ]] || return 0
    room=$(df --output=avail -k "$memory" | tail -1)
    [[ $room -ge $least && $(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo) -ge $((2 * least)) ]] || return 0
    TMPDIR=$(mktemp -d "$memory/handrail.XXXXXX")
    export TMPDIR
    at_exit rm -rf "$TMPDIR"
    # PostgreSQL runs as somebody else.
    chmod 711 "$TMPDIR"
}

# The folder of the newest PostgreSQL server programs.
find_postgres() {
    local initdb
    initdb=$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)
    [[ -n $initdb ]] && dirname "$initdb"
}

# Sets HANDRAIL_TEST_POSTGRES to the superuser's connection string of a cluster that lives as long as this command, unless it is set.
need_postgres() {
    export HANDRAIL_TEST_POSTGRES=${HANDRAIL_TEST_POSTGRES:-}
    [[ -z $HANDRAIL_TEST_POSTGRES ]] || return 0
    local programs
    programs=$(find_postgres) || { install_packages postgresql || true; programs=$(find_postgres) || true; }
    if [[ -z $programs ]]; then
        skipped "tests on PostgreSQL: it is not installed and cannot be installed from here. Install it, or set HANDRAIL_TEST_POSTGRES to a connection string of a superuser."
    elif ! start_postgres "$programs"; then
        skipped "tests on PostgreSQL: the cluster in $programs did not start."
    fi
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [[ $(id -u) != 0 ]]; then "$@"
    elif id postgres >/dev/null 2>&1; then (cd / && runuser -u postgres -- "$@")
    else (cd / && runuser -u nobody -- "$@"); fi
}

start_postgres() {
    local programs=$1 folder password port tries
    folder=$(mktemp -d "${TMPDIR:-/tmp}/handrail-postgres.XXXXXX")
    at_exit rm -rf "$folder"
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s' "$password" >"$folder/password"
    [[ $(id -u) != 0 ]] || chown -R "$(id -u postgres 2>/dev/null || id -u nobody)" "$folder"
    as_postgres "$programs/initdb" --pgdata="$folder/data" --username=postgres --pwfile="$folder/password" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder.log" 2>&1 || { cat "$folder.log"; rm -f "$folder.log"; return 1; }
    at_exit rm -f "$folder.log"
    # It is thrown away, so it need not survive a power cut; a taken port shows at the start.
    for tries in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        if as_postgres "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/data/server.log" --wait --silent start \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c max_connections=300 -c max_wal_size=256MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >"$folder.log" 2>&1; then
            at_exit as_postgres "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop
            HANDRAIL_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Password=$password;Database=postgres"
            return 0
        fi
    done
    cat "$folder.log"
    return 1
}
