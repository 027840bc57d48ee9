-- What an owner sets about an app; an app without a row has the defaults.
create table app_settings (
    app_uuid     uuid primary key references apps on delete cascade,
    routable     boolean     not null default true,
    autodeploy   boolean     not null default true,
    autorollback boolean     not null default true,
    allowlist    jsonb       not null default '[]',     -- addresses and networks; none: everybody
    autoscale    jsonb       not null default '{}',     -- process type → {min, max, cpuPercent}
    label        jsonb       not null default '{}',
    updated      timestamptz not null default now()
);

-- A release made while autodeploy is off waits until somebody deploys it.
alter table releases drop constraint releases_state_check;
alter table releases add constraint releases_state_check
    check (state in ('created', 'held', 'succeed', 'failed', 'crashed'));

-- Process types that run another release than the current one: what a failed deploy left without autorollback.
alter table apps add column diverged jsonb not null default '{}';
