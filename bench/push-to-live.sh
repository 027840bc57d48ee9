#!/usr/bin/env bash
# Push to live: seconds from `git push` to the first answer of the new release, ours against the floor.
# The floor is what one would do by hand: OpenSSH, a bare repository, and a post-receive hook with `podman build`,
# `podman run`, a wait for 200 and `podman rm` of the old container. The two take turns; the ratio is of the medians.
#
#   bench/push-to-live.sh [ROUNDS]            (default 9, after one warm-up round)
set -euo pipefail
rounds=${1:-9}
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d /tmp/drycc-bench-XXXXXX)
export HOME=$work
floor_port=$((20000 + RANDOM % 5000)) http_port=$((25000 + RANDOM % 3000)) ssh_port=$((28000 + RANDOM % 3000))
podman=(podman --runtime runc --root "$work/floor/root" --runroot "$work/floor/run" --tmpdir "$work/floor/tmp"
  --network-config-dir "$work/floor/networks" --cgroup-manager cgroupfs)
mkdir -p "$work/floor/networks"
cat >"$work/floor/networks/podman.json" <<N
{"name": "podman", "id": "$(printf %064d 1)", "driver": "bridge", "network_interface": "floor$$", "internal": false,
 "subnets": [{"subnet": "10.$((100 + $$ % 100)).$((RANDOM % 250)).0/24"}], "dns_enabled": false, "ipv6_enabled": false,
 "ipam_options": {"driver": "host-local"}}
N
printf '[network]\nnetwork_backend = "netavark"\n' >"$work/floor/containers.conf"
export CONTAINERS_CONF=$work/floor/containers.conf # the platform's Podman has its own

finish() {
  code=$?
  "$top/bin/workflow" wipe --yes --home "$work/home" >/dev/null 2>&1 || echo "could not wipe $work/home"
  "${podman[@]}" rm -af -t 0 >/dev/null 2>&1 || true
  [ -n "${sshd_pid:-}" ] && kill "$sshd_pid" 2>/dev/null || true
  ip link del "floor$$" 2>/dev/null || true
  umount "$work"/floor/root/overlay 2>/dev/null || true
  rm -rf "$work" 2>/dev/null || true
  exit $code
}
trap finish EXIT

# the app: the same source on both sides
make_app() {
  mkdir -p "$1/www" && cp /bin/busybox "$1/busybox"
  cat >"$1/Dockerfile" <<'D'
FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
COPY www /www
EXPOSE 5000
CMD ["/bin/httpd", "-f", "-p", "5000", "-h", "/www"]
D
  echo 0 >"$1/www/version"
  git -C "$1" init -q -b master
  git -C "$1" config user.name bench && git -C "$1" config user.email bench@example.com
  git -C "$1" add -A && git -C "$1" commit -qm first
}

ssh-keygen -q -t ed25519 -N '' -f "$work/id"
export GIT_SSH_COMMAND="ssh -i $work/id -o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=$work/known -o LogLevel=ERROR"

# --- the floor
mkdir -p "$work/floor/etc" /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$work/floor/etc/host"
cp "$work/id.pub" "$work/floor/etc/authorized_keys"
chmod 700 "$work" "$work/floor" "$work/floor/etc"
cat >"$work/floor/etc/sshd_config" <<C
Port $floor_port
ListenAddress 127.0.0.1
HostKey $work/floor/etc/host
AuthorizedKeysFile $work/floor/etc/authorized_keys
PidFile none
StrictModes no
UsePAM no
C
/usr/sbin/sshd -D -f "$work/floor/etc/sshd_config" & sshd_pid=$!
git init -q --bare "$work/floor/app.git"
cat >"$work/floor/app.git/hooks/post-receive" <<H
#!/usr/bin/env bash
set -e
export CONTAINERS_CONF=$work/floor/containers.conf
podman=(${podman[*]})
read -r _ new _
src=\$(mktemp -d) && git archive "\$new" | tar -x -C "\$src"
old=\$("\${podman[@]}" ps -q)
"\${podman[@]}" build -q -t app:"\$new" "\$src" >/dev/null && rm -rf "\$src"
id=\$("\${podman[@]}" run -d --ulimit nofile=1024:1024 --ulimit nproc=4096:4096 app:"\$new")
ip=\$("\${podman[@]}" inspect --format '{{.NetworkSettings.IPAddress}}' "\$id")
for try in {1..500}; do curl -sf -m 1 -o /dev/null "http://\$ip:5000/version" && break; sleep 0.02; [ \$try -lt 500 ]; done
echo "\$ip" >"$work/floor/live.tmp" && mv "$work/floor/live.tmp" "$work/floor/live"
[ -z "\$old" ] || "\${podman[@]}" rm -f -t 1 \$old >/dev/null
H
chmod +x "$work/floor/app.git/hooks/post-receive"
make_app "$work/floor-src"
git -C "$work/floor-src" remote add live "ssh://root@127.0.0.1:$floor_port$work/floor/app.git"

# --- ours
export DRYCC_ADMIN_USERNAME=admin DRYCC_ADMIN_PASSWORD=bench-bench-bench
"$top/bin/workflow" up --home "$work/home" --http-port "$http_port" --ssh-port "$ssh_port" >"$work/up.log" 2>&1 || { cat "$work/up.log"; exit 1; }
"$top/bin/drycc" login "http://127.0.0.1:$http_port" --username=admin --password=bench-bench-bench >/dev/null
"$top/bin/drycc" keys add "$work/id.pub" >/dev/null
"$top/bin/drycc" create bench-app --no-remote >/dev/null
make_app "$work/our-src"
git -C "$work/our-src" remote add live "ssh://git@localhost:$ssh_port/bench-app.git"

now() { date +%s%N; }
# one push: commit number $2 in $1, then ask until that number is served; prints milliseconds
one() {
  src=$1 number=$2 kind=$3
  echo "$number" >"$src/www/version"
  git -C "$src" commit -qam "change $number"
  start=$(now)
  git -C "$src" push -q live master >"$work/push.log" 2>&1 & push=$!
  while :; do
    if [ "$kind" = floor ]; then
      [ -f "$work/floor/live" ] && url="http://$(cat "$work/floor/live"):5000/version" || url=
      got=$([ -n "$url" ] && curl -s -m 2 "$url" || true)
    else
      got=$(curl -s -m 2 -H "Host: bench-app.localhost" "http://127.0.0.1:$http_port/version" || true)
    fi
    [ "$got" = "$number" ] && break
    if ! kill -0 $push 2>/dev/null && ! wait $push; then cat "$work/push.log" >&2; return 1; fi
    if [ $(($(now) - start)) -gt 60000000000 ]; then echo "$kind: no answer within 60 s" >&2; cat "$work/push.log" >&2; return 1; fi
    sleep 0.01
  done
  end=$(now)
  wait $push || { cat "$work/push.log" >&2; return 1; }
  echo $(((end - start) / 1000000))
}
median() { sort -n | awk '{v[NR]=$1} END {print (NR % 2) ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }

for round in $(seq 0 "$rounds"); do
  floor=$(one "$work/floor-src" $((round + 1)) floor)
  ours=$(one "$work/our-src" $((round + 1)) ours)
  if [ "$round" -gt 0 ]; then
    echo "$floor" >>"$work/floor.ms"; echo "$ours" >>"$work/ours.ms"
    echo "round $round: floor $floor ms, ours $ours ms"
  fi
done
f=$(median <"$work/floor.ms") o=$(median <"$work/ours.ms")
echo "push-to-live, medians of $rounds alternating rounds: floor $f ms, ours $o ms, ratio $(awk "BEGIN{printf \"%.2f\", $o/$f}") (goal: at most 1.25)"
