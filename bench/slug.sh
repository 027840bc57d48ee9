#!/usr/bin/env bash
# An image of a slug of 50 MB: put on a runner without an engine, from a registry into that registry, by a process that runs
# already, as a platform does; against `podman build` of FROM runner, ADD slug.tgz, which is then only in Podman's own store.
# The two take turns; each round has a slug nobody has seen. The ratio is of the medians. Beside it: with `podman push`, and
# bin/imagebuilder, which starts a process for the one slug.
#
#   bench/slug.sh [ROUNDS] [FOLDER]      (default 5 rounds, after two warm-up rounds, in /tmp)
set -euo pipefail
rounds=${1:-5}
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/bin/setup.sh"
find_jdk
dist=$top/bench/target/dist
[ -f "$dist/bench-0.1.0.jar" ] || build_if_needed
need_packages podman:podman runc:runc docker-registry:docker-registry
work=$(mktemp -d "${2:-/tmp}/drycc-bench-XXXXXX")
port=$((28000 + RANDOM % 3000))
registry='' assembling=''
podman=(podman --runtime runc --root "$work/root" --runroot "$work/runroot" --tmpdir "$work/tmp")
finish() {
  code=$?
  kill $registry $assembling 2>/dev/null || true
  "${podman[@]}" rmi -af >/dev/null 2>&1 || true
  umount "$work/root/overlay" 2>/dev/null || true
  rm -rf "$work"
  exit $code
}
trap finish EXIT

cat >"$work/registry.yml" <<R
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "127.0.0.1:$port"}
R
docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
registry=$!

mkdir -p "$work/base" "$work/slug/app" "$work/slug/runner/types" "$work/context"
cp /bin/busybox "$work/base/"
printf 'FROM scratch\nCOPY busybox /bin/sh\n' >"$work/base/Dockerfile"
"${podman[@]}" build -q -t bench-runner "$work/base" >/dev/null
"${podman[@]}" push -q --tls-verify=false localhost/bench-runner "127.0.0.1:$port/bench/runner:1" >/dev/null
for n in $(seq 500); do head -c 104857 /dev/urandom >"$work/slug/app/file-$n"; done
echo './serve' >"$work/slug/runner/types/web"
cp "$top/builders/slug/src/main/resources/cc/drycc/builder/slug/init" "$work/slug/runner/init"
printf 'FROM localhost/bench-runner\nADD slug.tgz /\nENTRYPOINT ["/runner/init"]\n' >"$work/context/Dockerfile"

mkfifo "$work/orders" "$work/done"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx128m -cp "$dist/bench-0.1.0.jar:$dist/lib/*" \
  cc.drycc.bench.slug.Assembling "127.0.0.1:$port/bench/runner:1" <"$work/orders" >"$work/done" 2>"$work/assembling.log" &
assembling=$!
exec 8>"$work/orders" 9<"$work/done"
ours() {
  echo "$work/context/slug.tgz 127.0.0.1:$port/bench/ours:$1" >&8
  read -r _ <&9 || { cat "$work/assembling.log" >&2; exit 1; }
}
alone() {
  SLUG_PATH="$work/context/slug.tgz" IMAGE_NAME="127.0.0.1:$port/bench/alone:$1" DRYCC_SLUG_RUNNER="127.0.0.1:$port/bench/runner:1" \
    env -u DRYCC_STORAGE_ENDPOINT "$top/bin/imagebuilder" >/dev/null
}
build() { "${podman[@]}" build -q --no-cache -t "bench:$1" "$work/context" >/dev/null; }
push() { "${podman[@]}" push -q --tls-verify=false "localhost/bench:$1" "127.0.0.1:$port/bench/podman:$1" >/dev/null; }
timed() {
  local start end
  start=$(date +%s%N)
  "$@"
  end=$(date +%s%N)
  echo $(((end - start) / 1000000))
}
slug() { head -c 104857 /dev/urandom >"$work/slug/app/file-1" && tar -C "$work/slug" -czf "$work/context/slug.tgz" app runner; }
for round in $(seq $((rounds + 2))); do
  slug
  a=$(timed ours "$round")
  b=$(timed build "$round")
  c=$(timed push "$round")
  "${podman[@]}" rmi "bench:$round" >/dev/null
  slug
  d=$(timed alone "$round")
  [ "$round" -le 2 ] || echo "$a $b $((b + c)) $d" >>"$work/times"
  echo "round $round: ours $a ms, podman build $b ms, with push $((b + c)) ms, bin/imagebuilder $d ms"
done
median() { awk -v column="$1" '{print $column}' "$work/times" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
"${podman[@]}" info -f 'storage driver of Podman: {{.Store.GraphDriverName}}'
awk -v o="$(median 1)" -v b="$(median 2)" -v p="$(median 3)" -v d="$(median 4)" 'BEGIN {
  printf "medians: ours %d ms, podman build %d ms, ratio %.2f (goal 0.5)\n", o, b, o / b
  printf "         with podman push %d ms, ratio %.2f; bin/imagebuilder %d ms, ratio %.2f\n", p, o / p, d, d / b }'
