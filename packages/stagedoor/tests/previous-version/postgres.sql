
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE FUNCTION public.stagedoor_after_account_emailaddress() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if tg_op <> 'INSERT' then update auth_user set row_version = row_version + 1 where id = old.user_id; end if;
        if tg_op <> 'DELETE' then update auth_user set row_version = row_version + 1 where id = new.user_id; end if;
        return null;
      end $$;

CREATE FUNCTION public.stagedoor_after_auth_group() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if tg_op <> 'INSERT' then update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = old.id); end if;
        if tg_op <> 'DELETE' then update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = new.id); end if;
        return null;
      end $$;

CREATE FUNCTION public.stagedoor_after_auth_group_permissions() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if tg_op <> 'INSERT' then update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = old.group_id); end if;
        if tg_op <> 'DELETE' then update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = new.group_id); end if;
        return null;
      end $$;

CREATE FUNCTION public.stagedoor_after_auth_permission() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if tg_op <> 'INSERT' then update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_user_permissions where permission_id = old.id
  union select user_id from auth_user_groups where group_id in
    (select group_id from auth_group_permissions where permission_id = old.id)); end if;
        if tg_op <> 'DELETE' then update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_user_permissions where permission_id = new.id
  union select user_id from auth_user_groups where group_id in
    (select group_id from auth_group_permissions where permission_id = new.id)); end if;
        return null;
      end $$;

CREATE FUNCTION public.stagedoor_after_auth_user_groups() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if tg_op <> 'INSERT' then update auth_user set row_version = row_version + 1 where id = old.user_id; end if;
        if tg_op <> 'DELETE' then update auth_user set row_version = row_version + 1 where id = new.user_id; end if;
        return null;
      end $$;

CREATE FUNCTION public.stagedoor_after_auth_user_user_permissions() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if tg_op <> 'INSERT' then update auth_user set row_version = row_version + 1 where id = old.user_id; end if;
        if tg_op <> 'DELETE' then update auth_user set row_version = row_version + 1 where id = new.user_id; end if;
        return null;
      end $$;

CREATE FUNCTION public.stagedoor_audit_event_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if tg_op = 'DELETE' and exists (select 1 from stagedoor_audit_seal as seal join stagedoor_audit_cut as cut
  on seal.sequence <= cut.sequence where seal.event_id = old.id) then return old; end if;
        raise exception 'The audit log is append-only.';
      end $$;

CREATE FUNCTION public.stagedoor_audit_seal_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if tg_op = 'DELETE' and exists (select 1 from stagedoor_audit_cut as cut where old.sequence <= cut.sequence) then return old; end if;
        raise exception 'The audit log is append-only.';
      end $$;

CREATE FUNCTION public.stagedoor_move_own_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        if new.row_version = old.row_version then new.row_version := old.row_version + 1; end if;
        return new;
      end $$;

CREATE FUNCTION public.stagedoor_queue_for_seal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        insert into stagedoor_audit_unsealed (event_id) values (new.id);
        return null;
      end $$;

CREATE FUNCTION public.stagedoor_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin raise exception 'The audit log is append-only.'; end $$;

CREATE FUNCTION public.stagedoor_tell_auth_user() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      declare
        ids bigint[];
      begin
        if tg_op = 'UPDATE' then
          ids := array(select o.id from old_rows o left join new_rows n on n.id = o.id
            where true and (n.id is null or o.last_login is not distinct from n.last_login or (to_jsonb(o) - array['row_version', 'last_login']) is distinct from (to_jsonb(n) - array['row_version', 'last_login'])) limit 301);
        elsif tg_op = 'DELETE' then
          ids := array(select o.id from old_rows o where true limit 301);
        end if;
        if ids is null or cardinality(ids) > 300 then
          perform pg_notify('stagedoor_changes', 'user');
        elsif cardinality(ids) > 0 then
          perform pg_notify('stagedoor_changes', 'user ' || array_to_string(ids, ' '));
        end if;
        return null;
      end $$;

CREATE FUNCTION public.stagedoor_tell_stagedoor_session() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      declare
        ids bigint[];
      begin
        if tg_op = 'UPDATE' then
          ids := array(select o.id from old_rows o left join new_rows n on n.id = o.id
            where o.user_id is not null and (n.id is null or n.expires_at < o.expires_at or (to_jsonb(o) - array['row_version', 'last_seen_at', 'expires_at']) is distinct from (to_jsonb(n) - array['row_version', 'last_seen_at', 'expires_at'])) limit 301);
        elsif tg_op = 'DELETE' then
          ids := array(select o.id from old_rows o where o.user_id is not null limit 301);
        end if;
        if ids is null or cardinality(ids) > 300 then
          perform pg_notify('stagedoor_changes', 'session');
        elsif cardinality(ids) > 0 then
          perform pg_notify('stagedoor_changes', 'session ' || array_to_string(ids, ' '));
        end if;
        return null;
      end $$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.account_emailaddress (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    email_key text,
    unproved_key text
);

CREATE TABLE public.auth_group (
    id bigint NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id bigint NOT NULL,
    permission_id bigint NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id bigint NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id bigint NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp(3) with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150),
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) DEFAULT ''::character varying NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    date_joined timestamp(3) with time zone NOT NULL,
    username_key text,
    security_version integer DEFAULT 1 NOT NULL,
    row_version bigint DEFAULT 1 NOT NULL,
    must_change_password boolean DEFAULT false NOT NULL,
    language character varying(8),
    time_zone character varying(64),
    awaits_welcome boolean DEFAULT false NOT NULL
);

CREATE TABLE public.auth_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id bigint NOT NULL
);

ALTER TABLE public.auth_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id bigint NOT NULL
);

ALTER TABLE public.auth_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.authtoken_token (
    user_id bigint NOT NULL,
    key_hash text NOT NULL,
    sealed_key text NOT NULL,
    created timestamp(3) with time zone NOT NULL
);

CREATE TABLE public.django_content_type (
    id bigint NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stagedoor_audit_cut (
    sequence bigint NOT NULL,
    hash text NOT NULL,
    signature text NOT NULL
);

CREATE TABLE public.stagedoor_audit_event (
    id bigint NOT NULL,
    action character varying(50) NOT NULL,
    success boolean NOT NULL,
    occurred_at timestamp(3) with time zone NOT NULL,
    user_id bigint,
    ip_address text NOT NULL,
    user_agent text NOT NULL,
    detail text NOT NULL
);

ALTER TABLE public.stagedoor_audit_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stagedoor_audit_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stagedoor_audit_seal (
    sequence bigint NOT NULL,
    event_id bigint NOT NULL,
    hash text NOT NULL
);

CREATE TABLE public.stagedoor_audit_unsealed (
    event_id bigint NOT NULL
);

CREATE TABLE public.stagedoor_device (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    key_hash text NOT NULL,
    ip_address text NOT NULL,
    user_agent text NOT NULL,
    first_seen_at timestamp(3) with time zone NOT NULL,
    last_seen_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE public.stagedoor_extra_field (
    name text NOT NULL,
    type text NOT NULL
);

CREATE TABLE public.stagedoor_job (
    id bigint NOT NULL,
    name text NOT NULL,
    payload text NOT NULL,
    unique_key text,
    waiting_key text,
    run_at timestamp(3) with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    lease text,
    lease_until timestamp(3) with time zone,
    is_parked boolean DEFAULT false NOT NULL,
    error text,
    queued_at timestamp(3) with time zone
);

ALTER TABLE public.stagedoor_job ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stagedoor_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stagedoor_limit (
    key text NOT NULL,
    attempts integer NOT NULL,
    window_started_at timestamp(3) with time zone NOT NULL,
    blocked_until timestamp(3) with time zone
);

CREATE TABLE public.stagedoor_migration (
    app text NOT NULL,
    name text NOT NULL,
    applied_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE public.stagedoor_one_time_link (
    key_hash text NOT NULL,
    purpose text NOT NULL,
    user_id bigint NOT NULL,
    email text NOT NULL,
    security_version integer NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    used_at timestamp(3) with time zone,
    left_at timestamp(3) with time zone
);

CREATE TABLE public.stagedoor_personal_access_token (
    session_id bigint NOT NULL,
    user_id bigint NOT NULL,
    name character varying(100) NOT NULL,
    hint character varying(16) NOT NULL
);

CREATE TABLE public.stagedoor_refresh_token (
    jti character varying(255) NOT NULL,
    session_id bigint NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    used_at timestamp(3) with time zone,
    successor_jti character varying(255),
    request_hash text
);

CREATE TABLE public.stagedoor_request (
    key_hash text NOT NULL,
    fingerprint text NOT NULL,
    is_done boolean NOT NULL,
    answer text,
    started_at timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE public.stagedoor_request_log (
    key text NOT NULL,
    log text NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    row_version integer NOT NULL
);

CREATE TABLE public.stagedoor_session (
    id bigint NOT NULL,
    key_hash text NOT NULL,
    user_id bigint,
    security_version integer NOT NULL,
    backend text,
    expiry_kind text NOT NULL,
    expiry_seconds integer,
    expiry_at timestamp(3) with time zone,
    created_at timestamp(3) with time zone NOT NULL,
    last_seen_at timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    ends_at timestamp(3) with time zone NOT NULL,
    authenticated_at timestamp(3) with time zone,
    ip_address text NOT NULL,
    user_agent text NOT NULL,
    device_id bigint,
    row_version bigint DEFAULT 1 NOT NULL,
    pending_stage text,
    kind character varying(24) DEFAULT 'cookie'::character varying NOT NULL,
    scope text
);

CREATE TABLE public.stagedoor_session_data (
    key_hash text NOT NULL,
    data text NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE public.stagedoor_signing_key (
    key_id text NOT NULL,
    algorithm text NOT NULL,
    follows text NOT NULL,
    private_key text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    signs_from timestamp(3) with time zone NOT NULL,
    retires_at timestamp(3) with time zone
);

CREATE TABLE public.stagedoor_ticket (
    key_hash text NOT NULL,
    purpose character varying(40) NOT NULL,
    session_id bigint NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE public.stagedoor_visit (
    id bigint NOT NULL,
    visitor_key text NOT NULL,
    user_id bigint,
    ip_address text NOT NULL,
    user_agent text NOT NULL,
    first_seen_at timestamp(3) with time zone NOT NULL,
    last_seen_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE public.stagedoor_visit_day (
    day text NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.stagedoor_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stagedoor_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

INSERT INTO public.account_emailaddress VALUES (8339249319448497, 7779327338214757, 'ada@mail.example', true, true, 'ada@mail.example', NULL);
INSERT INTO public.account_emailaddress VALUES (1636726316351602, 7304552109989023, 'ben@mail.example', true, true, 'ben@mail.example', NULL);
INSERT INTO public.account_emailaddress VALUES (5317201033524576, 5428116932467150, 'eve@mail.example', true, true, 'eve@mail.example', NULL);
INSERT INTO public.account_emailaddress VALUES (7430063428150084, 8523019681655541, 'gus@mail.example', true, true, 'gus@mail.example', NULL);
INSERT INTO public.account_emailaddress VALUES (1908438996288164, 8373437708129385, 'cleo@mail.example', false, true, NULL, 'cleo@mail.example');
INSERT INTO public.account_emailaddress VALUES (2059396580301977, 2630084514866822, 'dora@mail.example', true, true, 'dora@mail.example', NULL);

INSERT INTO public.auth_group VALUES (901, 'clerks');

INSERT INTO public.auth_group_permissions VALUES (1, 901, 901);

INSERT INTO public.auth_permission VALUES (901, 'Can approve order', 901, 'approve_order');
INSERT INTO public.auth_permission VALUES (902, 'Can view order', 901, 'view_order');

INSERT INTO public.auth_user VALUES (5226592929717324, '!outside:remote-user', '2026-11-29 10:00:00+00', false, 'finn', '', '', '', false, true, '2026-11-29 10:00:00+00', 'finn', 1, 2, false, NULL, NULL, true);
INSERT INTO public.auth_user VALUES (5428116932467150, 'argon2$argon2id$v=19$m=1024,t=1,p=1$RTBLOTc0Y0lZVEtNdlB0VFlSODFFYw$asUfw5fb1X79MPKExuj3eTl46L8ff7gBZPOH2rz87dc', NULL, false, 'eve', '', '', 'eve@mail.example', false, true, '2026-11-29 10:00:00+00', 'eve', 1, 5, false, NULL, NULL, false);
INSERT INTO public.auth_user VALUES (7779327338214757, 'argon2$argon2id$v=19$m=1024,t=1,p=1$WENyUUVYQWdPRFRDS212ZFBxa08zRw$CvMHl2TEEGh1BXndnmJQrj8+WGHVZywEqm2IVIZ/1Fo', '2026-11-29 10:00:00+00', true, 'ada', '', '', 'ada@mail.example', true, true, '2026-11-29 10:00:00+00', 'ada', 1, 8, false, NULL, NULL, false);
INSERT INTO public.auth_user VALUES (7304552109989023, 'argon2$argon2id$v=19$m=1024,t=1,p=1$SVlqdnMyREx5elRWcU1RbXU1TGpYMg$6+To3yyXOZDdG50IayG7VAqP3KgPGwoZBlKJD6LcRHU', '2026-11-29 10:00:00+00', false, 'ben', '', '', 'ben@mail.example', false, true, '2026-11-29 10:00:00+00', 'ben', 1, 8, false, NULL, NULL, false);
INSERT INTO public.auth_user VALUES (8373437708129385, 'argon2$argon2id$v=19$m=1024,t=1,p=1$NnpWakhhNTliV2M2eDVVQ1pRTHRveA$RrewGcTAO0ZtBGYfDWKjaKRdFwPB1ToluNHjQ3ZEFT0', NULL, false, 'cleo', '', '', 'cleo@mail.example', false, true, '2026-11-29 10:00:00+00', 'cleo', 1, 3, false, 'en', NULL, true);
INSERT INTO public.auth_user VALUES (8523019681655541, 'argon2$argon2id$v=19$m=1024,t=1,p=1$UklnMEZEQ2pPWm1Sd01ZZTczS0lsUw$jOqkzbHvM+YLvKc2nT9URhaUBxYYYrl83M31ynEypAU', '2026-11-29 10:00:00+00', false, 'gus', '', '', 'gus@mail.example', false, true, '2026-11-29 10:00:00+00', 'gus', 1, 7, true, NULL, NULL, false);
INSERT INTO public.auth_user VALUES (2630084514866822, '!outside:directory', '2026-11-29 10:00:00+00', false, 'dora', '', '', 'dora@mail.example', false, true, '2026-11-29 10:00:00+00', 'dora', 1, 7, false, NULL, NULL, false);

INSERT INTO public.auth_user_groups VALUES (1, 7304552109989023, 901);

INSERT INTO public.auth_user_user_permissions VALUES (1, 7304552109989023, 902);

INSERT INTO public.authtoken_token VALUES (7779327338214757, '5832gbwzbl1394LK6nUk10rpfB9FQRbYw2gZJSQdEkk', 'v1.H7yKJErM.b7ne_nek7zJCTFl6LacyzqzYo1yhoxaEY0J05qMtJETbNn1t3fE1io_dzoi-JFQeiRYtq10a8SS6nDAZKyfF1VYjWfk', '2026-11-29 10:00:00+00');

INSERT INTO public.django_content_type VALUES (901, 'shop', 'order');

INSERT INTO public.stagedoor_audit_event VALUES (1, 'user-create', true, '2026-11-29 10:00:00+00', 7779327338214757, '', 'command line', '{"superuser":true}');
INSERT INTO public.stagedoor_audit_event VALUES (2, 'user-create', true, '2026-11-29 10:00:00+00', 7304552109989023, '', 'command line', '{"superuser":false}');
INSERT INTO public.stagedoor_audit_event VALUES (3, 'user-create', true, '2026-11-29 10:00:00+00', 5428116932467150, '', 'command line', '{"superuser":false}');
INSERT INTO public.stagedoor_audit_event VALUES (4, 'user-create', true, '2026-11-29 10:00:00+00', 8523019681655541, '', 'command line', '{"superuser":false}');
INSERT INTO public.stagedoor_audit_event VALUES (5, 'log-in', true, '2026-11-29 10:00:00+00', 7779327338214757, '127.0.0.1', 'dump', '{"method":"password","backend":"password","session":4443791340470592}');
INSERT INTO public.stagedoor_audit_event VALUES (6, 'log-in', true, '2026-11-29 10:00:00+00', 7779327338214757, '127.0.0.1', 'dump', '{"method":"password","backend":"password","session":8487831538570487}');
INSERT INTO public.stagedoor_audit_event VALUES (7, 'log-in', true, '2026-11-29 10:00:00+00', 7779327338214757, '127.0.0.1', 'dump', '{"method":"password","backend":"password","session":2729011535092206}');
INSERT INTO public.stagedoor_audit_event VALUES (8, 'personal-token-create', true, '2026-11-29 10:00:00+00', 7779327338214757, '127.0.0.1', 'dump', '{"session":8846116293640195,"name":"backup"}');
INSERT INTO public.stagedoor_audit_event VALUES (9, 'log-in', true, '2026-11-29 10:00:00+00', 7304552109989023, '127.0.0.1', 'dump', '{"method":"password","backend":"password","session":5584905457982826}');
INSERT INTO public.stagedoor_audit_event VALUES (10, 'sign-up', true, '2026-11-29 10:00:00+00', 8373437708129385, '127.0.0.1', 'dump', '{}');
INSERT INTO public.stagedoor_audit_event VALUES (11, 'log-in', true, '2026-11-29 10:00:00+00', 8523019681655541, '127.0.0.1', 'dump', '{"method":"password","backend":"password","session":2837717332894648,"stage":"change-password"}');
INSERT INTO public.stagedoor_audit_event VALUES (12, 'sign-up', true, '2026-11-29 10:00:00+00', 2630084514866822, '127.0.0.1', 'dump', '{"backend":"directory"}');
INSERT INTO public.stagedoor_audit_event VALUES (13, 'log-in', true, '2026-11-29 10:00:00+00', 2630084514866822, '127.0.0.1', 'dump', '{"method":"password","backend":"directory","session":2877008242784210}');
INSERT INTO public.stagedoor_audit_event VALUES (14, 'sign-up', true, '2026-11-29 10:00:00+00', 5226592929717324, '127.0.0.1', 'dump', '{"backend":"remote-user"}');
INSERT INTO public.stagedoor_audit_event VALUES (15, 'log-in', true, '2026-11-29 10:00:00+00', 5226592929717324, '127.0.0.1', 'dump', '{"method":"remote-user","backend":"remote-user","session":427654069269566}');
INSERT INTO public.stagedoor_audit_event VALUES (16, 'password-reset-request', true, '2026-11-29 10:00:00+00', NULL, '127.0.0.1', 'dump', '{}');
INSERT INTO public.stagedoor_audit_event VALUES (17, 'password-reset-sent', true, '2026-11-29 10:00:00+00', 5428116932467150, '127.0.0.1', 'dump', '{}');
INSERT INTO public.stagedoor_audit_event VALUES (18, 'password-reset-request', true, '2026-11-29 10:00:00+00', NULL, '127.0.0.1', 'dump', '{}');

INSERT INTO public.stagedoor_audit_unsealed VALUES (1);
INSERT INTO public.stagedoor_audit_unsealed VALUES (2);
INSERT INTO public.stagedoor_audit_unsealed VALUES (3);
INSERT INTO public.stagedoor_audit_unsealed VALUES (4);
INSERT INTO public.stagedoor_audit_unsealed VALUES (5);
INSERT INTO public.stagedoor_audit_unsealed VALUES (6);
INSERT INTO public.stagedoor_audit_unsealed VALUES (7);
INSERT INTO public.stagedoor_audit_unsealed VALUES (8);
INSERT INTO public.stagedoor_audit_unsealed VALUES (9);
INSERT INTO public.stagedoor_audit_unsealed VALUES (10);
INSERT INTO public.stagedoor_audit_unsealed VALUES (11);
INSERT INTO public.stagedoor_audit_unsealed VALUES (12);
INSERT INTO public.stagedoor_audit_unsealed VALUES (13);
INSERT INTO public.stagedoor_audit_unsealed VALUES (14);
INSERT INTO public.stagedoor_audit_unsealed VALUES (15);
INSERT INTO public.stagedoor_audit_unsealed VALUES (16);
INSERT INTO public.stagedoor_audit_unsealed VALUES (17);
INSERT INTO public.stagedoor_audit_unsealed VALUES (18);

INSERT INTO public.stagedoor_device VALUES (5828739761688523, 7779327338214757, 'ZGV3DVEcQxmRxIaM8ukToimeQqRbBnLHNCcIz2y1YU8', '127.0.0.1', 'dump', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00');
INSERT INTO public.stagedoor_device VALUES (2971187064865654, 7304552109989023, 't4H6jkDvd-Q0C_I8Hs6Sv3YU_Q71seHzRY_lwpOraDc', '127.0.0.1', 'dump', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00');
INSERT INTO public.stagedoor_device VALUES (1847029608901847, 8523019681655541, 'DtUzXLG_EAS9zS1X9BRGRbFl2UtQAstS8rxMrNcMFig', '127.0.0.1', 'dump', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00');
INSERT INTO public.stagedoor_device VALUES (2960082919141063, 2630084514866822, 'KiWOjG-1bT1aW7BFQf4f6GA8qnIHc3XZ90-F4hjI1qE', '127.0.0.1', 'dump', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00');
INSERT INTO public.stagedoor_device VALUES (3139333293349262, 5226592929717324, 'Way314pnEP97kginYzkLDzpa6AZqaiZLpld7rQ_TcRM', '127.0.0.1', 'dump', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00');

INSERT INTO public.stagedoor_job VALUES (6, 'mail-password-reset', 'v1.H7yKJErM.1I7FBMtQLyVJxy1-r7PdZkE0a12Xk_hcG4xgSghIAj2ZaJ0P-YGGTfdlO4JrejGb_WbRytigUR_HBtLsvknLfBDCuDygkzOgzuCSfhRJZLyC-TzdlUxyXWh4_z-kvbJoygbQy9Tq4V4fIVvhDR31YjsuEO0yeYC2egRV-4IjrUNeq1yFWpG0v4EkM0AiIaGGmfHqKHAe_TpH1ChEMdb3vwz1Xy-uKu1h2bJUta-2h2nzTgkb5ALoJLoKipdU', NULL, NULL, '1970-01-01 00:00:00+00', 0, NULL, NULL, false, NULL, '2026-11-29 19:50:37.366+00');

INSERT INTO public.stagedoor_limit VALUES ('sign-up-source:HbO_CcH4rABi2xtJ3yBFjVrf6xLzbkJylwm-ofrIgdQ', 1, '2026-11-29 10:00:00+00', NULL);
INSERT INTO public.stagedoor_limit VALUES ('mail-address-sign-up:bzoS6q_sodIUI0q2kSMHwIe9imSYeVJIRlsIkHb1Kao', 1, '2026-11-29 10:00:00+00', NULL);
INSERT INTO public.stagedoor_limit VALUES ('log-in-source:k_xq7Xzl8JAijy7jzExgUtZzfH5ZqhlW7VFJWIdSj1U', 0, '2026-11-29 10:00:00+00', NULL);
INSERT INTO public.stagedoor_limit VALUES ('mail-address-password-reset:qLGQ4s8WBiPwrUKjX2ja_kqYrDf1qVr4JwvK6uwdu0c', 1, '2026-11-29 10:00:00+00', NULL);
INSERT INTO public.stagedoor_limit VALUES ('mail-source-password-reset:l8eIaPvD_m5JVjbnZHO59L_jkvzc3jl72DoK7cztC2M', 2, '2026-11-29 10:00:00+00', NULL);

INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0001_initial', '2026-11-29 19:50:31.169+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0002_row_versions', '2026-11-29 19:50:32.089+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0003_append_only_audit', '2026-11-29 19:50:32.273+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0004_requests', '2026-11-29 19:50:32.337+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0005_pending_stage', '2026-11-29 19:50:32.387+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0006_change_notifications', '2026-11-29 19:50:32.412+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0008_tokens', '2026-11-29 19:50:32.458+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0009_signing_keys', '2026-11-29 19:50:32.586+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0010_audit_cut', '2026-11-29 19:50:32.63+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0011_request_logs', '2026-11-29 19:50:32.751+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0012_tickets', '2026-11-29 19:50:32.783+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0014_unproved_addresses', '2026-11-29 19:50:32.825+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0017_letters_left', '2026-11-29 19:50:32.867+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0020_time_zones', '2026-11-29 19:50:32.875+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0021_jobs_queued', '2026-11-29 19:50:32.904+00');
INSERT INTO public.stagedoor_migration VALUES ('stagedoor', '0022_welcomes', '2026-11-29 19:50:32.916+00');

INSERT INTO public.stagedoor_one_time_link VALUES ('tBxkr_Eb2Go5xattRwbwnScLbGfzDZ8Cj9s8XZx9d4c', 'activation', 8373437708129385, 'cleo@mail.example', 1, '2026-11-29 10:00:00+00', '2026-12-02 10:00:00+00', NULL, '2026-11-29 10:00:00+00');
INSERT INTO public.stagedoor_one_time_link VALUES ('hGvZ9rRrw1l_PeMMuIH6wlPHJEIvhYgaHdAgO5TK_Xk', 'password-reset', 5428116932467150, 'eve@mail.example', 1, '2026-11-29 10:00:00+00', '2026-11-29 11:00:00+00', NULL, '2026-11-29 10:00:00+00');

INSERT INTO public.stagedoor_personal_access_token VALUES (8846116293640195, 7779327338214757, 'backup', 'sdp_6d6J');

INSERT INTO public.stagedoor_refresh_token VALUES ('deed728a6c5847579acac31feaf915ca', 8487831538570487, '2026-11-29 10:00:00+00', '2026-11-29 22:00:00+00', NULL, NULL, NULL);
INSERT INTO public.stagedoor_refresh_token VALUES ('270e3bbc269f4976b5ff563112f9500b', 5584905457982826, '2026-11-29 10:00:00+00', '2026-11-30 10:00:00+00', NULL, NULL, NULL);

INSERT INTO public.stagedoor_session VALUES (4443791340470592, 'W7kDiE9SQmC3Yt8VuombZvSXf88u_pJiKlg4lfCciR8', 7779327338214757, 1, 'password', 'age', 1800, NULL, '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00', '2026-11-29 10:30:00+00', '2026-11-29 22:00:00+00', '2026-11-29 10:00:00+00', '127.0.0.1', 'dump', 5828739761688523, 1, NULL, 'cookie', NULL);
INSERT INTO public.stagedoor_session VALUES (8487831538570487, 'WMw3DAXHvOAlpoHUbDL2czO0pcTSNRgaGGOeCnrYdLU', 7779327338214757, 1, 'password', 'fixed', NULL, '2026-11-29 22:00:00+00', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00', '2026-11-29 22:00:00+00', '2026-11-29 22:00:00+00', '2026-11-29 10:00:00+00', '127.0.0.1', 'dump', 5828739761688523, 1, NULL, 'jwt', NULL);
INSERT INTO public.stagedoor_session VALUES (2729011535092206, '5832gbwzbl1394LK6nUk10rpfB9FQRbYw2gZJSQdEkk', 7779327338214757, 1, 'password', 'fixed', NULL, '9999-12-31 00:00:00+00', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00', '9999-12-31 00:00:00+00', '9999-12-31 00:00:00+00', NULL, '127.0.0.1', 'dump', 5828739761688523, 1, NULL, 'api-token', NULL);
INSERT INTO public.stagedoor_session VALUES (8846116293640195, 'aKiP2NybhtYG4x3_BBxC5eyQS6tHtoZUS2eMLjBPq20', 7779327338214757, 1, 'password', 'fixed', NULL, '2027-02-27 10:00:00+00', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00', '2027-02-27 10:00:00+00', '2027-02-27 10:00:00+00', NULL, '127.0.0.1', 'dump', NULL, 1, NULL, 'personal-token', '{"permissions":[],"methods":"read"}');
INSERT INTO public.stagedoor_session VALUES (5584905457982826, 'FC4hHnSS9DptNvQQoD8udXP-t2bFRYbw6kuGjRuleEU', 7304552109989023, 1, 'password', 'fixed', NULL, '2026-11-30 10:00:00+00', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00', '2026-11-30 10:00:00+00', '2026-12-29 10:00:00+00', '2026-11-29 10:00:00+00', '127.0.0.1', 'dump', 2971187064865654, 1, NULL, 'jwt', NULL);
INSERT INTO public.stagedoor_session VALUES (2837717332894648, 'asmGZ2rAnNEc8HOH0yKYS-yhsav3QkSUAyk7YcY-R5I', 8523019681655541, 1, 'password', 'age', 1209600, NULL, '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00', '2026-12-13 10:00:00+00', '2026-12-29 10:00:00+00', '2026-11-29 10:00:00+00', '127.0.0.1', 'dump', 1847029608901847, 1, 'change-password', 'cookie', NULL);
INSERT INTO public.stagedoor_session VALUES (2877008242784210, 'HrNTjxabC876TzDR-c5gFgr9cPLTSxTf6dNAjgENUQk', 2630084514866822, 1, 'directory', 'age', 1209600, NULL, '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00', '2026-12-13 10:00:00+00', '2026-12-29 10:00:00+00', '2026-11-29 10:00:00+00', '127.0.0.1', 'dump', 2960082919141063, 1, NULL, 'cookie', NULL);
INSERT INTO public.stagedoor_session VALUES (427654069269566, 'zRATykRWP-bAUvtdwYitaGMAuW8bNxXEV3nWPatuIg4', 5226592929717324, 1, 'remote-user', 'age', 1209600, NULL, '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00', '2026-12-13 10:00:00+00', '2026-12-29 10:00:00+00', '2026-11-29 10:00:00+00', '127.0.0.1', 'dump', 3139333293349262, 1, NULL, 'cookie', NULL);

INSERT INTO public.stagedoor_visit VALUES (1, 'tzzwS_UKXRSGNVnm_T0GVAW7QAOFpdTUS6o662Z6F6A', NULL, '127.0.0.1', 'dump', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00');
INSERT INTO public.stagedoor_visit VALUES (2, 'UkHwIHitVLzdIQZjD3XIAJ9N5OSdUVSgz0FJT5665RU', 7779327338214757, '127.0.0.1', 'dump', '2026-11-29 10:00:00+00', '2026-11-29 10:00:00+00');

INSERT INTO public.stagedoor_visit_day VALUES ('2026-11-29', 7779327338214757);

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, true);

SELECT pg_catalog.setval('public.auth_permission_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_user_groups_id_seq', 1, true);

SELECT pg_catalog.setval('public.auth_user_user_permissions_id_seq', 1, true);

SELECT pg_catalog.setval('public.django_content_type_id_seq', 1, false);

SELECT pg_catalog.setval('public.stagedoor_audit_event_id_seq', 18, true);

SELECT pg_catalog.setval('public.stagedoor_job_id_seq', 6, true);

SELECT pg_catalog.setval('public.stagedoor_visit_id_seq', 2, true);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_email_key_key UNIQUE (email_key);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_key UNIQUE (user_id, email);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_key UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_key UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_group_id_key UNIQUE (user_id, group_id);

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_permission_id_key UNIQUE (user_id, permission_id);

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_username_key UNIQUE (username);

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_username_key_key UNIQUE (username_key);

ALTER TABLE ONLY public.authtoken_token
    ADD CONSTRAINT authtoken_token_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.authtoken_token
    ADD CONSTRAINT authtoken_token_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_key UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stagedoor_audit_cut
    ADD CONSTRAINT stagedoor_audit_cut_pkey PRIMARY KEY (sequence);

ALTER TABLE ONLY public.stagedoor_audit_event
    ADD CONSTRAINT stagedoor_audit_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stagedoor_audit_seal
    ADD CONSTRAINT stagedoor_audit_seal_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.stagedoor_audit_seal
    ADD CONSTRAINT stagedoor_audit_seal_pkey PRIMARY KEY (sequence);

ALTER TABLE ONLY public.stagedoor_audit_unsealed
    ADD CONSTRAINT stagedoor_audit_unsealed_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.stagedoor_device
    ADD CONSTRAINT stagedoor_device_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stagedoor_device
    ADD CONSTRAINT stagedoor_device_user_id_key_hash_key UNIQUE (user_id, key_hash);

ALTER TABLE ONLY public.stagedoor_extra_field
    ADD CONSTRAINT stagedoor_extra_field_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.stagedoor_job
    ADD CONSTRAINT stagedoor_job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stagedoor_job
    ADD CONSTRAINT stagedoor_job_waiting_key_key UNIQUE (waiting_key);

ALTER TABLE ONLY public.stagedoor_limit
    ADD CONSTRAINT stagedoor_limit_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.stagedoor_migration
    ADD CONSTRAINT stagedoor_migration_pkey PRIMARY KEY (app, name);

ALTER TABLE ONLY public.stagedoor_one_time_link
    ADD CONSTRAINT stagedoor_one_time_link_pkey PRIMARY KEY (key_hash);

ALTER TABLE ONLY public.stagedoor_personal_access_token
    ADD CONSTRAINT stagedoor_personal_access_token_pkey PRIMARY KEY (session_id);

ALTER TABLE ONLY public.stagedoor_refresh_token
    ADD CONSTRAINT stagedoor_refresh_token_pkey PRIMARY KEY (jti);

ALTER TABLE ONLY public.stagedoor_request_log
    ADD CONSTRAINT stagedoor_request_log_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.stagedoor_request
    ADD CONSTRAINT stagedoor_request_pkey PRIMARY KEY (key_hash);

ALTER TABLE ONLY public.stagedoor_session_data
    ADD CONSTRAINT stagedoor_session_data_pkey PRIMARY KEY (key_hash);

ALTER TABLE ONLY public.stagedoor_session
    ADD CONSTRAINT stagedoor_session_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.stagedoor_session
    ADD CONSTRAINT stagedoor_session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stagedoor_signing_key
    ADD CONSTRAINT stagedoor_signing_key_algorithm_follows_key UNIQUE (algorithm, follows);

ALTER TABLE ONLY public.stagedoor_signing_key
    ADD CONSTRAINT stagedoor_signing_key_pkey PRIMARY KEY (key_id);

ALTER TABLE ONLY public.stagedoor_ticket
    ADD CONSTRAINT stagedoor_ticket_pkey PRIMARY KEY (key_hash);

ALTER TABLE ONLY public.stagedoor_visit_day
    ADD CONSTRAINT stagedoor_visit_day_pkey PRIMARY KEY (day, user_id);

ALTER TABLE ONLY public.stagedoor_visit
    ADD CONSTRAINT stagedoor_visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stagedoor_visit
    ADD CONSTRAINT stagedoor_visit_visitor_key_key UNIQUE (visitor_key);

CREATE UNIQUE INDEX account_emailaddress_one_primary ON public.account_emailaddress USING btree (user_id) WHERE "primary";

CREATE INDEX account_emailaddress_unproved ON public.account_emailaddress USING btree (unproved_key) WHERE (unproved_key IS NOT NULL);

CREATE INDEX auth_group_permissions_permission ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_user_date_joined ON public.auth_user USING btree (date_joined);

CREATE INDEX auth_user_email ON public.auth_user USING btree (email);

CREATE INDEX auth_user_groups_group ON public.auth_user_groups USING btree (group_id);

CREATE INDEX auth_user_user_permissions_permission ON public.auth_user_user_permissions USING btree (permission_id);

CREATE INDEX stagedoor_audit_event_user ON public.stagedoor_audit_event USING btree (user_id, id);

CREATE INDEX stagedoor_job_due ON public.stagedoor_job USING btree (run_at, id) WHERE (NOT is_parked);

CREATE INDEX stagedoor_limit_window_started_at ON public.stagedoor_limit USING btree (window_started_at);

CREATE INDEX stagedoor_one_time_link_expires_at ON public.stagedoor_one_time_link USING btree (expires_at);

CREATE INDEX stagedoor_one_time_link_user ON public.stagedoor_one_time_link USING btree (user_id);

CREATE INDEX stagedoor_personal_access_token_user ON public.stagedoor_personal_access_token USING btree (user_id);

CREATE INDEX stagedoor_refresh_token_session ON public.stagedoor_refresh_token USING btree (session_id);

CREATE INDEX stagedoor_request_expires_at ON public.stagedoor_request USING btree (expires_at);

CREATE INDEX stagedoor_request_log_expires_at ON public.stagedoor_request_log USING btree (expires_at);

CREATE INDEX stagedoor_session_data_expires_at ON public.stagedoor_session_data USING btree (expires_at);

CREATE INDEX stagedoor_session_ends_at ON public.stagedoor_session USING btree (ends_at);

CREATE INDEX stagedoor_session_expires_at ON public.stagedoor_session USING btree (expires_at);

CREATE INDEX stagedoor_session_user ON public.stagedoor_session USING btree (user_id);

CREATE INDEX stagedoor_ticket_expires_at ON public.stagedoor_ticket USING btree (expires_at);

CREATE INDEX stagedoor_ticket_session ON public.stagedoor_ticket USING btree (session_id);

CREATE INDEX stagedoor_visit_user ON public.stagedoor_visit USING btree (user_id);

CREATE TRIGGER account_emailaddress_row_versions AFTER INSERT OR DELETE OR UPDATE ON public.account_emailaddress FOR EACH ROW EXECUTE FUNCTION public.stagedoor_after_account_emailaddress();

CREATE TRIGGER auth_group_permissions_row_versions AFTER INSERT OR DELETE OR UPDATE ON public.auth_group_permissions FOR EACH ROW EXECUTE FUNCTION public.stagedoor_after_auth_group_permissions();

CREATE TRIGGER auth_group_row_versions AFTER UPDATE ON public.auth_group FOR EACH ROW EXECUTE FUNCTION public.stagedoor_after_auth_group();

CREATE TRIGGER auth_permission_row_versions AFTER UPDATE ON public.auth_permission FOR EACH ROW EXECUTE FUNCTION public.stagedoor_after_auth_permission();

CREATE TRIGGER auth_user_groups_row_versions AFTER INSERT OR DELETE OR UPDATE ON public.auth_user_groups FOR EACH ROW EXECUTE FUNCTION public.stagedoor_after_auth_user_groups();

CREATE TRIGGER auth_user_row_version BEFORE UPDATE ON public.auth_user FOR EACH ROW EXECUTE FUNCTION public.stagedoor_move_own_version();

CREATE TRIGGER auth_user_user_permissions_row_versions AFTER INSERT OR DELETE OR UPDATE ON public.auth_user_user_permissions FOR EACH ROW EXECUTE FUNCTION public.stagedoor_after_auth_user_user_permissions();

CREATE TRIGGER stagedoor_audit_event_append_only BEFORE DELETE OR UPDATE ON public.stagedoor_audit_event FOR EACH ROW EXECUTE FUNCTION public.stagedoor_audit_event_refuse_change();

CREATE TRIGGER stagedoor_audit_event_no_truncate BEFORE TRUNCATE ON public.stagedoor_audit_event FOR EACH STATEMENT EXECUTE FUNCTION public.stagedoor_refuse_change();

CREATE TRIGGER stagedoor_audit_event_unsealed AFTER INSERT ON public.stagedoor_audit_event FOR EACH ROW EXECUTE FUNCTION public.stagedoor_queue_for_seal();

CREATE TRIGGER stagedoor_audit_seal_append_only BEFORE DELETE OR UPDATE ON public.stagedoor_audit_seal FOR EACH ROW EXECUTE FUNCTION public.stagedoor_audit_seal_refuse_change();

CREATE TRIGGER stagedoor_audit_seal_no_truncate BEFORE TRUNCATE ON public.stagedoor_audit_seal FOR EACH STATEMENT EXECUTE FUNCTION public.stagedoor_refuse_change();

CREATE TRIGGER stagedoor_tell_delete AFTER DELETE ON public.auth_user REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.stagedoor_tell_auth_user();

CREATE TRIGGER stagedoor_tell_delete AFTER DELETE ON public.stagedoor_session REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.stagedoor_tell_stagedoor_session();

CREATE TRIGGER stagedoor_tell_truncate AFTER TRUNCATE ON public.auth_user FOR EACH STATEMENT EXECUTE FUNCTION public.stagedoor_tell_auth_user();

CREATE TRIGGER stagedoor_tell_truncate AFTER TRUNCATE ON public.stagedoor_session FOR EACH STATEMENT EXECUTE FUNCTION public.stagedoor_tell_stagedoor_session();

CREATE TRIGGER stagedoor_tell_update AFTER UPDATE ON public.auth_user REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.stagedoor_tell_auth_user();

CREATE TRIGGER stagedoor_tell_update AFTER UPDATE ON public.stagedoor_session REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.stagedoor_tell_stagedoor_session();

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.auth_group(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_permission_id_fkey FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_fkey FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.auth_group(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_permission_id_fkey FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.authtoken_token
    ADD CONSTRAINT authtoken_token_key_hash_fkey FOREIGN KEY (key_hash) REFERENCES public.stagedoor_session(key_hash) ON DELETE CASCADE;

ALTER TABLE ONLY public.authtoken_token
    ADD CONSTRAINT authtoken_token_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stagedoor_device
    ADD CONSTRAINT stagedoor_device_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stagedoor_one_time_link
    ADD CONSTRAINT stagedoor_one_time_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stagedoor_personal_access_token
    ADD CONSTRAINT stagedoor_personal_access_token_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.stagedoor_session(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stagedoor_personal_access_token
    ADD CONSTRAINT stagedoor_personal_access_token_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stagedoor_refresh_token
    ADD CONSTRAINT stagedoor_refresh_token_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.stagedoor_session(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stagedoor_session
    ADD CONSTRAINT stagedoor_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stagedoor_ticket
    ADD CONSTRAINT stagedoor_ticket_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.stagedoor_session(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stagedoor_visit
    ADD CONSTRAINT stagedoor_visit_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) ON DELETE CASCADE;

