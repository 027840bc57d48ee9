#!/usr/bin/env bash
# How fast the one extractor for source archives is against GNU tar, on a tree of 500 MB in 20,000 files, plain and packed
# with gzip, taking turns. It runs in 32 MiB of heap, so memory that grows with the archive would end it.
#
#   bench/unpack.sh [ROUNDS] [FOLDER]     (default 5 rounds, in /tmp)
set -euo pipefail
rounds=${1:-5} folder=${2:-/tmp}
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/bin/setup.sh"
find_jdk
dist=$top/bench/target/dist
[ -f "$dist/bench-0.1.0.jar" ] || build_if_needed
[ -f "$dist/bench-0.1.0.jar" ] || die "the bench module is not built; run: mvn -Dfast -DskipTests package"
work=$(mktemp -d "$folder/drycc-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
"$JAVA_HOME/bin/java" -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$dist/bench-0.1.0.jar:$dist/lib/*" \
  cc.drycc.bench.source.Unpacking "$work" "$rounds"
