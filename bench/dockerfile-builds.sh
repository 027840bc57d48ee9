#!/usr/bin/env bash
# The same Dockerfile built by our builders and by the bare commands, in turns, cold (no layer cache) and cached.
# Bare is, for `container`, `podman build`; for `buildah`, `buildah build`, `buildah push docker-archive:` and `podman load`:
# either way the image is in the engine at the end.
#
#   bench/dockerfile-builds.sh [ROUNDS] [BUILDER …]     (default 5 rounds, container and buildah)
set -euo pipefail
rounds=${1:-5}; shift || true
[ $# -gt 0 ] || set -- container buildah
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/bin/setup.sh"
find_jdk
dist=$top/bench/target/dist
[ -f "$dist/bench-0.1.0.jar" ] || build_if_needed
[ -f "$dist/bench-0.1.0.jar" ] || die "the bench module is not built; run: mvn -Dfast -DskipTests package"
work=$(mktemp -d /tmp/drycc-bench-XXXXXX)
cat >"$work/containers.conf" <<C
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "$work/networks"
default_network = "bench$$"
default_subnet = "10.$((100 + $$ % 100)).$((RANDOM % 250)).0/24"
C
mkdir -p "$work/networks"
export CONTAINERS_CONF=$work/containers.conf
podman="podman --runtime runc --root $work/root --runroot $work/run --tmpdir $work/tmp"
buildah="buildah --root $work/bare/root --runroot $work/bare/run --storage-driver overlay --storage-opt overlay.skip_mount_home=true"
limits="--ulimit nofile=1024:1024 --ulimit nproc=4096:4096"

finish() {
  code=$?
  [ -z "${service:-}" ] || kill "$service" 2>/dev/null || true
  umount "$work/root/overlay" 2>/dev/null || true
  rm -rf "$work" || echo "could not remove $work"
  exit $code
}
trap finish EXIT

# an app of 4 MB in 200 files, with commands that do some work
mkdir -p "$work/app/src"
for i in $(seq 200); do head -c 20000 /dev/urandom >"$work/app/src/$i.bin"; done
cat >"$work/app/Dockerfile" <<'D'
FROM bench-base:latest AS build
COPY src /src
RUN cat /src/*.bin | sha256sum >/sum && dd if=/dev/zero of=/made bs=1M count=50 2>/dev/null
FROM bench-base:latest
COPY --from=build /sum /made /app/
RUN i=0; while [ $i -lt 2000 ]; do echo $i >>/app/list; i=$((i+1)); done
EXPOSE 5000
CMD ["/bin/cat", "/app/sum"]
D
tar -C "$work/app" -cf "$work/app.tar" .
mkdir -p "$work/base" && cp /bin/busybox "$work/base/"
printf 'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "--install", "-s", "/bin"]\n' >"$work/base/Dockerfile"
$podman build -q $limits -t bench-base:latest "$work/base" >/dev/null
if [ -n "$(command -v buildah)" ]; then
  $podman save -q -o "$work/base.tar" bench-base:latest
  $buildah pull -q "docker-archive:$work/base.tar" >/dev/null
fi
cat >"$work/bare.sh" <<S
#!/bin/sh
set -e
[ "\$2" = cold ] && cache=--no-cache || cache=
case \$1 in
container) $podman build -q \$cache $limits -t bench-bare:latest "$work/app" >/dev/null ;;
buildah)
  $buildah build -q --pull-never --layers \$cache $limits --runtime runc --format docker -t bench-bare-b:latest "$work/app" >/dev/null
  rm -f "$work/bare.tar"
  $buildah push -q bench-bare-b:latest "docker-archive:$work/bare.tar:bench-bare-b:latest"
  $podman load -q -i "$work/bare.tar" >/dev/null 2>&1 ;;
esac
S
chmod +x "$work/bare.sh"
$podman system service --time=0 "unix://$work/socket" & service=$!
for _ in $(seq 100); do [ -S "$work/socket" ] && break; sleep 0.1; done
"$JAVA_HOME/bin/java" -cp "$dist/bench-0.1.0.jar:$dist/lib/*" cc.drycc.bench.builds.Building \
  "unix://$work/socket" "$work" "$work/app.tar" "$work/bare.sh" "$rounds" "$@"
