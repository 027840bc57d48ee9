#!/usr/bin/env bash
# What the control plane costs with 20 idle apps: resident memory of the server and of PostgreSQL, and the seconds a
# warm start takes until the platform is ready.
#
#   bench/control-plane.sh [STARTS]            (default 5 warm starts)
set -euo pipefail
starts=${1:-5}
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d /tmp/drycc-bench-XXXXXX)
export HOME=$work
http_port=$((25000 + RANDOM % 3000)) ssh_port=$((28000 + RANDOM % 3000))
finish() {
  code=$?
  "$top/bin/workflow" wipe --yes --home "$work/home" >/dev/null 2>&1 || echo "could not wipe $work/home"
  rm -rf "$work"
  exit $code
}
trap finish EXIT
workflow() { "$top/bin/workflow" "$@" --home "$work/home"; }
export DRYCC_ADMIN_USERNAME=admin DRYCC_ADMIN_PASSWORD=bench-bench-bench
workflow up --http-port "$http_port" --ssh-port "$ssh_port" >/dev/null
ssh-keygen -q -t ed25519 -N '' -f "$work/id"
export GIT_SSH_COMMAND="ssh -i $work/id -o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=$work/known -o LogLevel=ERROR"
"$top/bin/drycc" login "http://127.0.0.1:$http_port" --username=admin --password=bench-bench-bench >/dev/null
"$top/bin/drycc" keys add "$work/id.pub" >/dev/null
mkdir -p "$work/src/www" && cp /bin/busybox "$work/src/busybox"
cat >"$work/src/Dockerfile" <<'D'
FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
COPY www /www
EXPOSE 5000
CMD ["/bin/httpd", "-f", "-p", "5000", "-h", "/www"]
D
echo hello >"$work/src/www/version"
git -C "$work/src" init -q -b master
git -C "$work/src" -c user.name=b -c user.email=b@example.com add -A
git -C "$work/src" -c user.name=b -c user.email=b@example.com commit -qm first
for n in $(seq -w 1 20); do
  "$top/bin/drycc" create "idle-app-$n" --no-remote >/dev/null
  git -C "$work/src" push -q "ssh://git@localhost:$ssh_port/idle-app-$n.git" master >/dev/null 2>&1
done
rss() { awk '/^VmRSS/ {print $2}' "/proc/$1/status"; }
# proportional set size: PostgreSQL's processes share their buffers, which must be counted once
pss() { awk '/^Pss:/ {s += $2} END {print s + 0}' "/proc/$1/smaps_rollup"; }
measure() {
  server=$(cat "$work/home/run/server.pid")
  postmaster=$(head -n 1 "$work/home/postgres/data/postmaster.pid")
  postgres=$(pss "$postmaster")
  for pid in $(pgrep -P "$postmaster"); do postgres=$((postgres + $(pss "$pid"))); done
  echo "$1: server RSS $(($(rss "$server") / 1024)) MB, with PostgreSQL $((($(rss "$server") + postgres) / 1024)) MB (goals: 350 and 450)"
}
measure "20 idle apps, after 20 pushes"
for n in $(seq 1 "$starts"); do
  workflow down >/dev/null
  start=$(date +%s%N)
  workflow up >/dev/null
  end=$(date +%s%N)
  code=$(curl -s -m 5 -o /dev/null -w '%{http_code}' -H 'Host: idle-app-07.localhost' "http://127.0.0.1:$http_port/version")
  echo "$(((end - start) / 1000000))" | tee -a "$work/starts" | sed "s/^/warm start $n: ready after /; s/$/ ms, app answers $code/"
done
measure "20 idle apps, after a restart"
echo "warm start, median of $starts: $(sort -n "$work/starts" | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}') ms (goal: 6000)"
