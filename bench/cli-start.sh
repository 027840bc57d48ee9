#!/usr/bin/env bash
# How long `drycc version` takes as a whole process, against the floor of its kind: a JVM that prints a line (with the
# JDK's own class archive), and git, a native program. Alternating, so that a busy machine bothers all alike.
#
#   bench/cli-start.sh [ROUNDS]                (default 21)
set -euo pipefail
rounds=${1:-21}
top=$(cd "$(dirname "$0")/.." && pwd)
drycc=$top/bin/drycc
work=$(mktemp -d /tmp/drycc-bench-XXXXXX)
trap 'rm -rf "$work"' EXIT
export HOME=$work

"$drycc" version >/dev/null # builds the jars and the cache when they are missing
DRYCC_JAVA_OPTIONS=-XX:AOTMode=on "$drycc" version >/dev/null || { echo "the class cache is not used"; exit 1; }
# shellcheck source=../bin/setup.sh
export JAVA_HOME=$(. "$top/bin/setup.sh" && find_jdk && echo "$JAVA_HOME")
echo 'class Hello { public static void main(String[] arguments) { System.out.println("hello"); } }' >"$work/Hello.java"
"$JAVA_HOME/bin/javac" -d "$work" "$work/Hello.java"
cat >"$work/nobody.json" <<'J'
{"username": "nobody", "controller": "http://127.0.0.1:9", "token": "none"}
J

# timed NAME COMMAND… — its milliseconds go to a file of that name; however it ends
timed() {
  local name=$1 start end
  shift
  start=$EPOCHREALTIME
  "$@" >/dev/null 2>&1 || true
  end=$EPOCHREALTIME
  echo $(((${end/./} - ${start/./}) / 100)) >>"$work/$name"
}
for _ in $(seq "$rounds"); do
  timed drycc-version "$drycc" version
  timed jvm-hello "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$work" Hello
  timed git-version git version
  timed drycc-help "$drycc" help apps create
  timed drycc-refused "$drycc" apps list -c "$work/nobody.json"
done
middle() { sort -n "$work/$1" | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
row() {
  sort -n "$work/$1" | awk -v what="$2" '{v[NR] = $1 / 10} END {printf "%-42s min %6.1f  median %6.1f  max %6.1f ms\n", what, v[1], v[int((NR + 1) / 2)], v[NR]}'
}
echo "$rounds rounds, whole processes"
row drycc-version "drycc version"
row jvm-hello "a JVM that prints a line"
row git-version "git version"
row drycc-help "drycc help apps create"
row drycc-refused "drycc apps list, nobody listens there"
awk -v us="$(middle drycc-version)" -v jvm="$(middle jvm-hello)" -v git="$(middle git-version)" \
  'BEGIN {printf "drycc version: %.2f times a JVM that prints a line, %.1f times git version; median %.0f ms (goal: 150)\n", us / jvm, us / git, us / 10; exit us > 1500}'
