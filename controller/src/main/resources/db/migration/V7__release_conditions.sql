-- What became of a release each time it was deployed, newest first, and the process types it was deployed for so far.
alter table releases
    add column deployed_ptypes text[] not null default '{}',
    add column conditions      jsonb  not null default '[]';  -- [{state, action, ptypes, exception, created}]

update releases r
   set deployed_ptypes = case
           when cardinality(r.ptypes) > 0 then r.ptypes
           when b.procfile = '{}' then '{web}'
           else array(select jsonb_object_keys(b.procfile) order by 1)
       end
  from builds b
 where b.uuid = r.build_uuid and r.state in ('succeed', 'failed', 'crashed');

update releases
   set conditions = jsonb_build_array(jsonb_build_object(
           'state', state, 'action', 'pipeline', 'ptypes', to_jsonb(deployed_ptypes),
           'exception', split_part(exception, E'\n', 1), 'created', updated))
 where cardinality(deployed_ptypes) > 0;
