-- How a build came about: builder, digests, cache, and what its documents in object storage hash to.
alter table builds add column evidence jsonb not null default '{}';

-- What statements about builds are signed with; the newest one signs, older ones stay for what they signed.
create table signing_keys (
    id         text primary key,                        -- SHA-256 of the public half, hexadecimal
    public_key bytea       not null,                    -- X.509 SubjectPublicKeyInfo
    sealed     bytea       not null,                    -- PKCS #8, sealed with the platform key
    created    timestamptz not null default now()
);
