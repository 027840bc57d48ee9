# Sourced by the launchers beside it: finds what this machine has and installs what it lacks. Plain POSIX shell.
# Every function says what it does in one line on stderr, and nothing when there is nothing to do.

top=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)

say() { printf '%s\n' "$*" >&2; }
die() { say "Error: $*"; exit 1; }

is_jdk_25() { [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null; }

# Sets and exports JAVA_HOME to a JDK 25: the one given, one under /usr/lib/jvm, the one on the path.
find_jdk() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* "$(dirname -- "$(dirname -- "$(readlink -f "$(command -v javac || echo /)")")")"; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  die "no JDK 25 found. Install one (Debian trixie: apt-get install openjdk-25-jdk-headless; or Temurin 25) or set JAVA_HOME to it."
}

# need_packages PROGRAM:PACKAGE … — installs the Debian packages whose program is missing (root), or says the command.
need_packages() {
  missing=
  for pair in "$@"; do
    program=${pair%%:*}
    PATH="$PATH:/usr/sbin:/sbin:/usr/lib/podman" command -v "$program" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    die "missing programs; run as root, then try again: apt-get install -y --no-install-recommends$missing"
  fi
  say "installing$missing"
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # a list of package names
  if ! { apt-get install -y --no-install-recommends $missing || { apt-get update && apt-get install -y --no-install-recommends $missing; }; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "could not install$missing; the whole output is in $log"
  fi
  rm -f "$log"
}

# What building and running the platform needs besides a JDK.
need_platform_packages() {
  need_packages git:git mvn:maven podman:podman runc:runc netavark:netavark aardvark-dns:aardvark-dns iptables:iptables \
    busybox:busybox-static ssh:openssh-client curl:curl setpriv:util-linux
}

# Builds the jars when a source is newer than the last build. Tests and gates are bin/test's business.
build_if_needed() {
  stamp=$top/target/built
  if [ -f "$stamp" ] && [ -z "$(find "$top" -name target -prune -o \( -name '*.java' -o -name pom.xml -o -name '*.sql' -o -name '*.yaml' \) -newer "$stamp" -print | head -n 1)" ]; then
    return 0
  fi
  mkdir -p "$top/target"
  if ! mvn -q -B -ntp -Dfast -DskipTests -f "$top/pom.xml" package >"$top/target/build.log" 2>&1; then
    grep -E 'ERROR|FAIL' "$top/target/build.log" | head -n 20 >&2
    die "the build failed; the whole output is in $top/target/build.log"
  fi
  touch "$stamp"
}
