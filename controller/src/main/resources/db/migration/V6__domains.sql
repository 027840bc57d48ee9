-- Names of their own that apps answer to; each leads to one app only.
create table domains (
    domain   text primary key,                      -- ASCII, lower case; *. before it for any one label
    app_uuid uuid        not null references apps on delete cascade,
    owner_id bigint      references users on delete set null,
    ptype    text        not null,
    created  timestamptz not null default now(),
    updated  timestamptz not null default now()
);
create index domains_app on domains (app_uuid);
