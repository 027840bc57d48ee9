#!/usr/bin/env bash
# What our edge costs against nginx, against the other Java proxy library worth having, and against no proxy at all:
# the same nginx as backend, wrk with kept-alive connections, taking turns. Prints medians and ratios to ours. "ours" runs
# with the flags of bin/workflow (first compiler only, for memory), "ours-c2" and vertx with both compilers.
#
#   bench/edge-proxy.sh [ROUNDS] [SECONDS]     (default 5 rounds of 3 seconds for each, two body sizes)
set -euo pipefail
rounds=${1:-5} seconds=${2:-3}
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/bin/setup.sh"
find_jdk
need_packages nginx:nginx-light wrk:wrk
dist=$top/bench/target/dist
[ -f "$dist/bench-0.1.0.jar" ] || build_if_needed
[ -f "$dist/bench-0.1.0.jar" ] || die "the bench module is not built; run: mvn -Dfast -DskipTests package"
work=$(mktemp -d /tmp/drycc-bench-XXXXXX)
base=$((20000 + RANDOM % 8000))
backend=$base
declare -A port=([direct]=$base [ours]=$((base + 1)) [vertx]=$((base + 2)) [nginx]=$((base + 3)) [ours-c2]=$((base + 4)))
declare -A pid
finish() {
  code=$?
  for p in "${pid[@]}"; do kill "$p" 2>/dev/null || true; done
  rm -rf "$work"
  exit $code
}
trap finish EXIT

mkdir -p "$work/www"
head -c 1024 /dev/zero | tr '\0' a >"$work/www/1k"
head -c 1048576 /dev/zero | tr '\0' a >"$work/www/1m"
nginx_with() {
  cat >"$work/$1.conf" <<C
daemon off; user root; pid $work/$1.pid; worker_processes 1; error_log $work/$1.err; events { worker_connections 4096; }
http { access_log off; keepalive_requests 100000000; client_body_temp_path $work/$1.b; proxy_temp_path $work/$1.p;
fastcgi_temp_path $work/$1.f; uwsgi_temp_path $work/$1.u; scgi_temp_path $work/$1.s; $2 }
C
  nginx -c "$work/$1.conf" & pid[$1]=$!
}
nginx_with backend "server { listen 127.0.0.1:$backend; root $work/www; }"
nginx_with nginx "upstream app { server 127.0.0.1:$backend; keepalive 128; keepalive_requests 100000000; }
server { listen 127.0.0.1:${port[nginx]}; location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ''; proxy_set_header Host \$host; } }"
java_with() {
  "$JAVA_HOME/bin/java" -Xmx160m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow ${3:-} -cp "$dist/bench-0.1.0.jar:$dist/lib/*" "cc.drycc.bench.edge.$2" "${port[$1]}" "$backend" >"$work/$1.log" 2>&1 & pid[$1]=$!
}
java_with ours OurEdge -XX:TieredStopAtLevel=1 # as bin/workflow runs it
java_with ours-c2 OurEdge
java_with vertx VertxEdge
for name in direct ours ours-c2 vertx nginx; do
  for try in $(seq 1 100); do
    curl -sf -o /dev/null "http://127.0.0.1:${port[$name]}/1k" && break
    [ "$try" -lt 100 ] || { cat "$work/$name.log" >&2 || true; die "$name does not answer"; }
    sleep 0.1
  done
done

ticks() { [ -z "${pid[$1]:-}" ] && echo 0 && return; for p in ${pid[$1]} $(pgrep -P "${pid[$1]}" || true); do awk '{print $14 + $15}' "/proc/$p/stat"; done | awk '{s += $1} END {print s}'; }
rss() { for p in ${pid[$1]} $(pgrep -P "${pid[$1]}" || true); do awk '/^VmRSS/ {print $2}' "/proc/$p/status"; done | awk '{s += $1} END {print int(s / 1024)}'; }
# one run: requests/s, p99 in ms, CPU µs per request
one() {
  before=$(ticks "$1")
  wrk -t 1 -c "$3" -d "${seconds}s" --latency "http://127.0.0.1:${port[$1]}/$2" >"$work/wrk"
  after=$(ticks "$1")
  grep -q 'Non-2xx' "$work/wrk" && { cat "$work/wrk" >&2; die "$1 answered with errors"; }
  awk -v ticks=$((after - before)) '
    function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
    /Requests\/sec/ {rps = $2} /99%/ {p99 = ms($2)} /requests in/ {n = $1}
    END {printf "%d %.2f %.1f\n", rps, p99, ticks * 10000 / n}' "$work/wrk"
}
median() { sort -n | awk '{v[NR]=$1} END {print (NR % 2) ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }
for name in ours ours-c2 vertx nginx direct; do wrk -t 1 -c 64 -d 4s "http://127.0.0.1:${port[$name]}/1k" >/dev/null; done # warm up
for case in "1k 64" "1m 8"; do
  set -- $case
  for _ in $(seq 1 "$rounds"); do
    for name in ours ours-c2 vertx nginx direct; do one "$name" "$1" "$2" >>"$work/$1.$name"; done
  done
  our=$(cut -d' ' -f1 "$work/$1.ours" | median)
  echo "body of $1, $2 connections:"
  for name in ours ours-c2 vertx nginx direct; do
    rps=$(cut -d' ' -f1 "$work/$1.$name" | median)
    printf '  %-7s %8.0f requests/s (%.2f of ours)  p99 %7.2f ms  %6.1f µs CPU/request%s\n' "$name" "$rps" \
      "$(awk "BEGIN{print $rps / $our}")" "$(cut -d' ' -f2 "$work/$1.$name" | median)" "$(cut -d' ' -f3 "$work/$1.$name" | median)" \
      "$([ "$name" = direct ] || echo "  $(rss "$name") MB")"
  done
done
