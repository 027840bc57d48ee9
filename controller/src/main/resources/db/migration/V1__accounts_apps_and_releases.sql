-- Who may do what ------------------------------------------------------------------------------------------------

create table users (
    id            bigint generated always as identity primary key,
    username      text        not null unique,
    password_hash text        not null,                 -- argon2id, encoded with its parameters
    email         text        not null,
    first_name    text        not null default '',
    last_name     text        not null default '',
    is_superuser  boolean     not null default false,
    is_staff      boolean     not null default false,
    is_active     boolean     not null default true,
    last_login    timestamptz,
    date_joined   timestamptz not null default now()
);
create unique index users_username_any_case on users (lower(username));

create table tokens (
    uuid       uuid primary key,
    user_id    bigint      not null references users on delete cascade,
    hash       bytea       not null unique,             -- SHA-256 of the token; the token itself is nowhere
    alias      text        not null default '',
    fuzzy_key  text        not null,                    -- enough to recognise it, not to use it
    created    timestamptz not null default now(),
    updated    timestamptz not null default now()
);
create index tokens_user on tokens (user_id);

create table ssh_keys (
    uuid        uuid primary key,
    user_id     bigint      not null references users on delete cascade,
    id          text        not null,                   -- the name its owner gave it
    public      text        not null,
    fingerprint text        not null unique,            -- SHA256:…; unique across users: it identifies the pusher
    created     timestamptz not null default now(),
    updated     timestamptz not null default now(),
    unique (user_id, id)
);

-- Apps and their ledger ------------------------------------------------------------------------------------------

create table apps (
    uuid      uuid primary key,
    id        text        not null unique,
    owner_id  bigint      not null references users on delete restrict,
    structure jsonb       not null default '{}',        -- process type → wanted pods
    current   integer     not null default 1,           -- the release that should run: desired state
    state     text        not null default 'live' check (state in ('live', 'destroying')),
    created   timestamptz not null default now(),
    updated   timestamptz not null default now()
);
create index apps_owner on apps (owner_id);

create table collaborators (
    app_uuid    uuid   not null references apps on delete cascade,
    user_id     bigint not null references users on delete cascade,
    permissions text[] not null default '{view,change,delete}',
    primary key (app_uuid, user_id)
);

create table builds (
    uuid       uuid primary key,
    app_uuid   uuid        not null references apps on delete cascade,
    owner_id   bigint      references users on delete set null,
    state      text        not null check (state in ('building', 'built', 'failed')),
    instance   uuid,                                    -- the process that builds; another one after a crash
    stack      text        not null default '',
    sha        text        not null default '',
    image      text        not null default '',         -- as a person would name it
    image_id   text        not null default '',         -- sha256:…, what releases run
    procfile   jsonb       not null default '{}',
    dockerfile text        not null default '',
    port       integer,                                 -- EXPOSEd by the image
    archive    text        not null default '',         -- key of the source archive in object storage
    failure    text        not null default '',
    created    timestamptz not null default now(),
    updated    timestamptz not null default now()
);
create index builds_app on builds (app_uuid, created);
create index builds_open on builds (state) where state = 'building';

create table configs (
    uuid     uuid primary key,
    app_uuid uuid        not null references apps on delete cascade,
    owner_id bigint      references users on delete set null,
    sealed   bytea       not null,                      -- AES-256-GCM of the JSON of all values, with the platform key
    created  timestamptz not null default now(),
    updated  timestamptz not null default now()
);
create index configs_app on configs (app_uuid);

create table releases (
    uuid        uuid primary key,
    app_uuid    uuid        not null references apps on delete cascade,
    version     integer     not null check (version > 0),
    owner_id    bigint      references users on delete set null,
    build_uuid  uuid        references builds on delete restrict,
    config_uuid uuid        not null references configs on delete restrict,
    state       text        not null default 'created' check (state in ('created', 'succeed', 'failed', 'crashed')),
    summary     text        not null,
    exception   text,
    created     timestamptz not null default now(),
    updated     timestamptz not null default now(),
    unique (app_uuid, version)
);

-- What the platform itself said about an app (logs of the API, deploys); pods' lines stay with the engine.
create table app_log (
    id       bigint generated always as identity primary key,
    app_uuid uuid        not null references apps on delete cascade,
    created  timestamptz not null default now(),
    source   text        not null,                      -- api, build, deploy, run
    line     text        not null
);
create index app_log_app on app_log (app_uuid, id);

-- Persistent tasks: the table db-scheduler documents ---------------------------------------------------------------

create table scheduled_tasks (
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
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);
