#!/usr/bin/env bash
# How long the API takes as apps and releases grow: GET /v2/apps (a page of 100) and GET /v2/apps/X at 300 requests/s with
# 10, 100 and 1,000 apps in the database, then a page of 100 of 10,000 releases of one app. Through the edge, as people do.
# Times are counted from when each request was due.
#
#   bench/api.sh [SECONDS] [RATE]              (default 5 seconds for each, 300 requests/s)
set -euo pipefail
seconds=${1:-5} rate=${2:-300}
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/bin/setup.sh"
find_jdk
need_packages psql:postgresql-client
dist=$top/bench/target/dist
[ -f "$dist/bench-0.1.0.jar" ] || build_if_needed
[ -f "$dist/bench-0.1.0.jar" ] || die "the bench module is not built; run: mvn -Dfast -DskipTests package"
work=$(mktemp -d /tmp/drycc-bench-XXXXXX)
http_port=$((25000 + RANDOM % 3000)) ssh_port=$((28000 + RANDOM % 3000))
finish() {
  code=$?
  "$top/bin/workflow" wipe --yes --home "$work/home" >/dev/null 2>&1 || echo "could not wipe $work/home"
  rm -rf "$work"
  exit $code
}
trap finish EXIT
export DRYCC_ADMIN_USERNAME=admin DRYCC_ADMIN_PASSWORD=bench-bench-bench
"$top/bin/workflow" up --home "$work/home" --http-port "$http_port" --ssh-port "$ssh_port" >/dev/null
url=http://127.0.0.1:$http_port/v2
call() { curl -sf -H 'Content-Type: application/json' ${DRYCC_TOKEN:+-H "Authorization: token $DRYCC_TOKEN"} "$@"; }
DRYCC_TOKEN=$(call "$url/auth/login/" -d '{"username": "admin", "password": "bench-bench-bench"}' |
  sed 's/.*"token":"\([^"]*\)".*/\1/')
export DRYCC_TOKEN
call "$url/apps/" -d '{"id": "bench-app"}' >/dev/null
export PGPASSWORD PGHOST=127.0.0.1 PGPORT PGUSER=drycc PGDATABASE=drycc
PGPASSWORD=$(cat "$work/home/keys/postgres.password") PGPORT=$(sed -n 4p "$work/home/postgres/data/postmaster.pid")
# Apps as the API makes them, only faster: a row each, with a first config and release.
apps() {
  psql -qX -v ON_ERROR_STOP=1 <<SQL
with wanted as (
  select gen_random_uuid() as app, gen_random_uuid() as config, 'other-app-' || n as id
    from generate_series((select count(*) from apps), $1 - 1) n),
made as (
  insert into apps (uuid, id, owner_id, structure) select app, id, (select min(id) from users), '{"web": 1}' from wanted),
configured as (
  insert into configs (uuid, app_uuid, owner_id, sealed, format) select config, app, (select min(id) from users), '', 1 from wanted)
insert into releases (uuid, app_uuid, version, owner_id, config_uuid, state, summary)
select gen_random_uuid(), app, 1, (select min(id) from users), config, 'succeed', 'admin created initial release' from wanted;
analyze;
SQL
}
releases() {
  psql -qX -v ON_ERROR_STOP=1 <<SQL
insert into releases (uuid, app_uuid, version, owner_id, config_uuid, state, summary)
select gen_random_uuid(), app_uuid, n, owner_id, config_uuid, 'succeed', 'admin changed COUNT'
  from releases, generate_series(2, $1) n where app_uuid = (select uuid from apps where id = 'bench-app');
analyze;
SQL
}
measure() {
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$dist/bench-0.1.0.jar" cc.drycc.bench.api.PacedRequests \
    "$url$1" "$2" "$seconds" "$3" | tee -a "$work/figures"
}
measure "/apps?limit=100" "$rate" "to warm up" >/dev/null
for n in 10 100 1000; do
  apps "$n"
  measure "/apps?limit=100" "$rate" "$n apps: GET /v2/apps, 100 a page"
  measure "/apps/bench-app" "$rate" "$n apps: GET /v2/apps/X"
done
releases 10000
measure "/apps/bench-app/releases?limit=100" 20 "10000 releases: a page of 100"
measure "/apps/bench-app/releases?limit=100&offset=9900" 20 "10000 releases: the last page"
p50() { awk -v label="$1" 'index($0, label) == 1 {for (i = 1; i < NF; i++) if ($i == "p50") print $(i + 1)}' "$work/figures"; }
echo "1,000 apps against 10, medians: page $(awk "BEGIN {printf \"%.1f\", $(p50 "1000 apps: GET /v2/apps,") / $(p50 "10 apps: GET /v2/apps,")}") times (of 10 times the entries), one app $(awk "BEGIN {printf \"%.1f\", $(p50 "1000 apps: GET /v2/apps/X") / $(p50 "10 apps: GET /v2/apps/X")}") times"
echo "goals: p99 of both with 1,000 apps 50 ms, a page of releases 200 ms"
