-- What happened to the pods of an app, the newest of each app.
create table app_events (
    id       bigint generated always as identity primary key,
    app_uuid uuid        not null references apps on delete cascade,
    created  timestamptz not null,
    ptype    text        not null,
    pod      text        not null default '',           -- empty: about the process type as a whole
    reason   text        not null,                      -- in Kubernetes' words
    message  text        not null
);
create index app_events_app on app_events (app_uuid, id);
