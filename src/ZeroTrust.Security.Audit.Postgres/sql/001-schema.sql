-- The audit trail in PostgreSQL (12 or later, a database in UTF8). Run once, by a superuser or a role that may create roles and schemas:
--   psql --set ON_ERROR_STOP=1 --file 001-schema.sql "dbname=audit"
-- Then give each service a login of its own that is a member of zerotrust_audit_writer and of nothing else, and whoever reads the trail one
-- that is a member of zerotrust_audit_reader:
--   create role orders login password '…' in role zerotrust_audit_writer;

begin;

do $$
declare
  name text;
begin
  foreach name in array array['zerotrust_audit_owner', 'zerotrust_audit_writer', 'zerotrust_audit_reader'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
  -- For what follows: also where whoever runs this is no superuser.
  execute format('grant zerotrust_audit_owner to %I', current_user);
end
$$;

create schema zerotrust_audit authorization zerotrust_audit_owner;
set local role zerotrust_audit_owner;
revoke all on schema zerotrust_audit from public;
grant usage on schema zerotrust_audit to zerotrust_audit_writer, zerotrust_audit_reader;
alter default privileges in schema zerotrust_audit revoke execute on functions from public;
alter default privileges revoke execute on functions from public;

-- What a service asks before it writes: it goes on with this number alone.
create function zerotrust_audit.version() returns integer language sql immutable as 'select 1';

-- How much one partition holds: 'month' or 'day'. Replace it before the first record is stored.
create function zerotrust_audit.partition_unit() returns text language sql immutable as $$ select 'month' $$;

-- One row a record. The line is the journal's own, byte for byte, and proves the rest: the other columns are read from it.
create table zerotrust_audit.events (
  journal           uuid        not null,
  seq               bigint      not null,
  recorded_at       timestamptz not null,  -- when the journal wrote it: part of the line, so the same each time it comes
  id                uuid        not null,
  type              text,
  time              timestamptz,           -- when it happened
  class             text,
  outcome           text,
  user_id           text,
  user_issuer       text,
  service           text,
  service_issuer    text,
  through           text,                  -- who acted for the user before that service, as it says
  client            text,
  tenant            text,
  resource          text,
  action            text,
  code              text,
  reason            text,
  unverified_issuer text,
  unverified_key_id text,
  request_id        text,
  connection_id     text,
  trace_id          text,
  client_ip         inet,
  forwarded_ip      inet,
  repeated          boolean,
  intent            uuid,
  details           jsonb,
  line              text        not null,
  actor             text generated always as (coalesce(user_id, service, client)) stored,
  stored_at         timestamptz not null default now(),         -- these two by the database, and no writer can set them
  stored_by         text        not null default session_user,
  primary key (journal, seq, recorded_at, id)  -- in the order they come: the key of a record, and the order of its chain
) partition by range (recorded_at);

-- Each index costs every record, so there are few: what is known to go up with time (ids of version 7 do) takes one entry for many rows, and
-- the type that nearly all have is found by its time.
create index events_by_actor on zerotrust_audit.events (actor, recorded_at) where actor is not null;
create index events_by_type on zerotrust_audit.events (type, recorded_at) where type <> 'access';
create index events_by_time on zerotrust_audit.events using brin (recorded_at, id);

-- What belongs to no partition, so that nothing is lost for want of one.
create table zerotrust_audit.events_default partition of zerotrust_audit.events default;

-- What could not be stored as an event: no line of a journal, refused by the database, or another record than the one with the same place.
create table zerotrust_audit.aside (
  journal   text        not null,
  seq       bigint      not null,
  id        uuid        not null,
  line      bytea       not null,
  reason    text        not null,
  stored_at timestamptz not null default now(),
  stored_by text        not null default session_user
);

create unique index aside_once on zerotrust_audit.aside (journal, seq, id, sha256(line));

-- Makes the partition of a time, and moves into it what waited in the default one.
create function zerotrust_audit.make_partition(lower_bound timestamptz, upper_bound timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  name text := 'events_' || to_char(lower_bound, 'YYYYMMDD');
begin
  if to_regclass(format('zerotrust_audit.%I', name)) is not null then
    return;
  end if;

  execute format('create table zerotrust_audit.%I (like zerotrust_audit.events including defaults including generated including constraints)', name);
  lock table zerotrust_audit.events_default in access exclusive mode;
  execute format(
    'insert into zerotrust_audit.%I (%s) select %2$s from zerotrust_audit.events_default where recorded_at >= %L and recorded_at < %L',
    name,
    (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
      where attrelid = 'zerotrust_audit.events'::regclass and attnum > 0 and not attisdropped and attgenerated = ''),
    lower_bound, upper_bound);
  delete from zerotrust_audit.events_default where recorded_at >= lower_bound and recorded_at < upper_bound;
  execute format('alter table zerotrust_audit.events attach partition zerotrust_audit.%I for values from (%L) to (%L)', name, lower_bound, upper_bound);
end
$$;

-- The partition of a time and the one behind it. A writer calls it, so it does nothing for times that no clock shows: those stay in the default one.
create function zerotrust_audit.ensure_partition(at timestamptz) returns void
language plpgsql strict security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set lock_timeout = '2s' as $$
declare
  unit text := zerotrust_audit.partition_unit();
  step interval := ('1 ' || unit)::interval;
  first timestamptz := date_trunc(unit, at);
begin
  if at < now() - interval '10 years' or at > now() + interval '2 days' then
    return;
  end if;

  perform pg_advisory_xact_lock(hashtextextended('zerotrust_audit.ensure_partition', 0));
  perform zerotrust_audit.make_partition(first, first + step);
  perform zerotrust_audit.make_partition(first + step, first + step + step);
end
$$;

-- Whether another record stands in this one's place: all that a writer can learn of what is stored.
create function zerotrust_audit.differs(of_journal uuid, record_seq bigint, record_at timestamptz, record_id uuid, record_line text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from zerotrust_audit.events
    where journal = of_journal and seq = record_seq and recorded_at = record_at and id = record_id and line collate "C" <> record_line collate "C")
$$;

-- The records of an actor, a type, an outcome or a tenant within a time, the newest first. Arguments that are null do not count.
create function zerotrust_audit.search(
  of_actor text default null, of_type text default null, of_outcome text default null, of_tenant text default null,
  since timestamptz default now() - interval '1 day', until timestamptz default 'infinity', at_most bigint default 1000)
returns setof zerotrust_audit.events language sql stable as $$
  select * from zerotrust_audit.events e
  where (of_actor is null or e.actor = of_actor)
    and (of_type is null or e.type = of_type)
    and (of_outcome is null or e.outcome = of_outcome)
    and (of_tenant is null or e.tenant = of_tenant)
    and e.recorded_at >= since and e.recorded_at < until
  order by e.recorded_at desc, e.seq desc
  limit at_most
$$;

-- Where the chain of a journal breaks: records that do not name the hash of the one before, and gaps. Whether each hash is right, the verifier says.
create function zerotrust_audit.breaks(of_journal uuid) returns table (seq bigint, missing bigint, linked boolean)
language sql stable as $$
  select chain.seq, chain.seq - chain.before - 1, chain.named = chain.hash
  from (
    select e.seq,
      lag(e.seq) over in_order as before,
      substring(e.line from '"prev":"([0-9a-f]{64})"') as named,
      lag(substring(e.line from '"hash":"([0-9a-f]{64})"}$')) over in_order as hash
    from zerotrust_audit.events e
    where e.journal = of_journal
    window in_order as (order by e.seq)) chain
  where chain.before is not null and (chain.seq <> chain.before + 1 or chain.named is distinct from chain.hash)
  order by chain.seq
$$;

-- A writer adds and does nothing else: it reads, changes and deletes no row, and does not say when it was stored, nor by whom.
grant insert (
  journal, seq, recorded_at, id, type, time, class, outcome, user_id, user_issuer, service, service_issuer, through, client, tenant, resource, action, code,
  reason, unverified_issuer, unverified_key_id, request_id, connection_id, trace_id, client_ip, forwarded_ip, repeated, intent, details, line)
  on zerotrust_audit.events to zerotrust_audit_writer;
grant insert (journal, seq, id, line, reason) on zerotrust_audit.aside to zerotrust_audit_writer;
grant execute on function zerotrust_audit.ensure_partition(timestamptz), zerotrust_audit.differs(uuid, bigint, timestamptz, uuid, text)
  to zerotrust_audit_writer;

-- A reader reads.
grant select on zerotrust_audit.events, zerotrust_audit.aside to zerotrust_audit_reader;
grant execute on function
  zerotrust_audit.search(text, text, text, text, timestamptz, timestamptz, bigint), zerotrust_audit.breaks(uuid)
  to zerotrust_audit_reader;
grant execute on function zerotrust_audit.version(), zerotrust_audit.partition_unit() to zerotrust_audit_writer, zerotrust_audit_reader;

commit;
