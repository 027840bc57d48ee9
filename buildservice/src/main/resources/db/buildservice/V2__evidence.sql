-- How the image of a job came about, in JSON; the documents themselves are in object storage.
alter table build_jobs add column evidence text;

-- What statements are signed with. The secret halves are sealed.
create table build_signing_keys (
    id         text                     primary key,
    public_key bytea                    not null,
    sealed     bytea                    not null,
    created    timestamp with time zone not null default now()
);
