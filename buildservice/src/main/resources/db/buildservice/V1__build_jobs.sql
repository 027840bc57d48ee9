-- What the build service was asked for. A row is there from the answer to the request until it is swept.
create table build_jobs (
    id              uuid                     primary key,
    number          bigint                   not null generated always as identity unique,
    client          text                     not null,
    origin          text                     not null,
    image_name      text                     not null,
    source          text                     not null check (source in ('dockerfile', 'archive', 'url')),
    sealed          bytea,
    idempotency_key text,
    request_digest  text                     not null,
    state           text                     not null check (state in ('waiting', 'building', 'pushing', 'finished', 'failed', 'cancelled')),
    reason          text,
    digest          text,
    starts          int                      not null default 0,
    created         timestamp with time zone not null default now(),
    started         timestamp with time zone,
    ended           timestamp with time zone,
    -- who is done with keeps nobody's password
    check (ended is null or sealed is null),
    check ((state in ('finished', 'failed', 'cancelled')) = (ended is not null)),
    unique (client, idempotency_key)
);
create index build_jobs_waiting on build_jobs (number) where state = 'waiting';
create index build_jobs_open on build_jobs (client) where ended is null;
create index build_jobs_ended on build_jobs (ended);

-- Pieces of a log by the character they begin at.
create table build_logs (
    job    uuid   not null references build_jobs (id) on delete cascade,
    start  bigint not null,
    piece  text   not null,
    primary key (job, start)
);

-- Who is told when a job is over; what is sent is made from the job.
create table build_hooks (
    job    uuid  primary key references build_jobs (id) on delete cascade,
    sealed bytea not null
);

create table build_tasks (
    task_name            text                     not null,
    task_instance        text                     not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures int,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index build_tasks_execution_time on build_tasks (execution_time);
create index build_tasks_last_heartbeat on build_tasks (last_heartbeat);
create index build_tasks_priority on build_tasks (priority desc, execution_time asc);

-- Webhooks and sweeping, apart: a slow receiver takes no build's place.
create table build_errands (like build_tasks including all);
