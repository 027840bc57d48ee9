#!/usr/bin/env bash
# The build service against bare commands: JOBS orders queued at once, two at a time, against two workers that run the
# same builds with `podman build`, `podman push` and `podman rmi` on the same engine and registry. The two take turns; the ratio is of the medians.
# Then JOBS orders once more, and meanwhile 500 reads a second of the status of the last one; times are counted from when each read was due.
#
#   bench/build-service.sh [JOBS] [ROUNDS] [SECONDS]            (default 20 jobs, 3 rounds, after one warm-up round; 5 seconds of reads)
set -euo pipefail
jobs=${1:-20} rounds=${2:-3} seconds=${3:-5}
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/bin/setup.sh"
find_jdk
need_packages podman:podman runc:runc docker-registry:docker-registry curl:curl
dist=$top/bench/target/dist
[ -f "$dist/bench-0.1.0.jar" ] || build_if_needed
[ -f "$dist/bench-0.1.0.jar" ] || die "the bench module is not built; run: mvn -Dfast -DskipTests package"
work=$(mktemp -d /tmp/drycc-bench-XXXXXX)
port=$((25000 + RANDOM % 3000)) registry_port=$((28000 + RANDOM % 3000))
service=''
finish() {
  code=$?
  kill $service ${registry:-} 2>/dev/null || true
  wait $service ${registry:-} 2>/dev/null || true
  "$top/bin/workflow" wipe --yes --home "$work/home" >/dev/null 2>&1 || echo "could not wipe $work/home"
  rm -rf "$work"
  exit $code
}
trap finish EXIT

cat >"$work/registry.yml" <<R
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "127.0.0.1:$registry_port"}
R
docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
registry=$!
export DRYCC_TOKEN=bench-0123456789abcdef
DRYCC_BUILD_TOKENS=bench=$DRYCC_TOKEN DRYCC_BUILD_HOST=127.0.0.1 DRYCC_BUILD_REGISTRY=127.0.0.1:$registry_port DRYCC_BUILD_PER_MINUTE=100000 DRYCC_BUILD_PER_CLIENT=1000 \
  "$top/bin/buildservice" --home "$work/home" --port "$port" >"$work/service.log" 2>&1 &
service=$!
for _ in $(seq 300); do
  grep -q answers "$work/service.log" && break
  kill -0 "$service" 2>/dev/null || { cat "$work/service.log"; exit 1; }
  sleep 0.2
done
url=http://127.0.0.1:$port/api/v1
call() { curl -sf -H "Authorization: token $DRYCC_TOKEN" "$@"; }
engine=$(cat "$work/home/run/engine")
podman=(podman --remote --url "$engine")

# a base image that both start from
mkdir "$work/base" && cp /bin/busybox "$work/base/"
printf 'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "--install", "-s", "/bin"]\n' >"$work/base/Dockerfile"
"${podman[@]}" build -q -t bench-base:1 "$work/base" >/dev/null

# one RUN that no cache knows, and one layer of 1 MiB
dockerfile() { printf 'FROM localhost/bench-base:1\nRUN echo %s > /which; dd if=/dev/urandom of=/data bs=1024 count=1024 2>/dev/null\n' "$1"; }

bare_one() {
  mkdir -p "$work/bare-$1" && dockerfile "bare $1" >"$work/bare-$1/Dockerfile"
  "${podman[@]}" build -q -t "bare:$1" "$work/bare-$1" >/dev/null
  "${podman[@]}" push -q --tls-verify=false "localhost/bare:$1" "127.0.0.1:$registry_port/bare/image:$1" >/dev/null
  "${podman[@]}" rmi "bare:$1" >/dev/null
}
export -f bare_one dockerfile
export work engine registry_port
bare() { seq -f "$1-%g" "$jobs" | xargs -P 2 -I{} bash -c 'podman=(podman --remote --url "$engine"); bare_one {}'; }

order() {
  call -d "{\"image_name\": \"bench/image:$1\", \"dockerfile\": \"$(dockerfile "job $1" | sed ':a;N;$!ba;s/\n/\\n/g')\"}" "$url/build" |
    sed 's/.*"JobIdentifier":"\([^"]*\)".*/\1/'
  echo
}
queue() {
  : >"$work/jobs"
  for n in $(seq "$jobs"); do order "$1-$n" >>"$work/jobs"; done
}
finished() {
  while read -r job; do
    until status=$(call "$url/$job/status") && case $status in *Finished* | *Failed*) true ;; *) false ;; esac; do sleep 0.1; done
    case $status in *Failed*) echo "$status" && call "$url/$job/logs" && exit 1 ;; esac
  done <"$work/jobs"
}
ours() { queue "$1" && finished; }
reads() {
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$dist/bench-0.1.0.jar" cc.drycc.bench.api.PacedRequests \
    "$url/$(tail -1 "$work/jobs")/status" 500 "$seconds" "$1"
}
timed() {
  local start end
  start=$(date +%s%N)
  "$@" >&2
  end=$(date +%s%N)
  echo $(((end - start) / 1000000))
}
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

jobs_wanted=$jobs jobs=2
timed bare warm >/dev/null && timed ours warm >/dev/null
jobs=$jobs_wanted
for round in $(seq "$rounds"); do
  timed bare "r$round" | tee -a "$work/bare"
  timed ours "r$round" | tee -a "$work/ours"
done | paste -sd ' '
b=$(median <"$work/bare") o=$(median <"$work/ours")
echo "$jobs jobs, two at a time: bare $b ms, ours $o ms, ratio $(awk "BEGIN {printf \"%.2f\", $o / $b}") (goal 1.15)"
reads "to warm up" >/dev/null
queue reads
reads "500 status reads/s while $jobs jobs are built (goal p99 50 ms)"
echo "jobs over at the end of the reads: $(while read -r job; do call "$url/$job/status" && echo; done <"$work/jobs" | grep -c Finished || true) of $jobs"
finished
