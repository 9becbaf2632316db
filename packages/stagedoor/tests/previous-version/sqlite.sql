PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE stagedoor_migration (
        app text not null,
        name text not null,
        applied_at text not null,
        primary key (app, name)
      );
INSERT INTO stagedoor_migration VALUES('stagedoor','0001_initial','2026-11-29T19:50:19.130Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0002_row_versions','2026-11-29T19:50:19.197Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0003_append_only_audit','2026-11-29T19:50:19.199Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0004_requests','2026-11-29T19:50:19.203Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0005_pending_stage','2026-11-29T19:50:19.217Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0006_change_notifications','2026-11-29T19:50:19.233Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0008_tokens','2026-11-29T19:50:19.241Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0009_signing_keys','2026-11-29T19:50:19.277Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0010_audit_cut','2026-11-29T19:50:19.289Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0011_request_logs','2026-11-29T19:50:19.292Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0012_tickets','2026-11-29T19:50:19.299Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0014_unproved_addresses','2026-11-29T19:50:19.311Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0017_letters_left','2026-11-29T19:50:19.329Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0020_time_zones','2026-11-29T19:50:19.349Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0021_jobs_queued','2026-11-29T19:50:19.363Z');
INSERT INTO stagedoor_migration VALUES('stagedoor','0022_welcomes','2026-11-29T19:50:19.373Z');
CREATE TABLE auth_user (
        id integer primary key,
        password varchar(128) not null,
        last_login text,
        is_superuser boolean not null,
        username varchar(150) unique,
        first_name varchar(150) not null,
        last_name varchar(150) not null,
        email varchar(254) not null default '',
        is_staff boolean not null,
        is_active boolean not null default true,
        date_joined text not null,
        username_key text unique,
        security_version integer not null default 1,
        row_version bigint not null default 1,
        must_change_password boolean not null default false,
        language varchar(8)
      , time_zone varchar(64), awaits_welcome boolean not null default false);
INSERT INTO auth_user VALUES(319556808279329,'argon2$argon2id$v=19$m=1024,t=1,p=1$MmZKclZrYlJ1b2NiTVFtQTZQb3pWZA$BSDy8sh2XpvHV8H5pmeiWO8TuN2/DK/gb74CKi5maKg','2026-11-29T10:00:00.000Z',1,'ada','','','ada@mail.example',1,1,'2026-11-29T10:00:00.000Z','ada',1,8,0,NULL,NULL,0);
INSERT INTO auth_user VALUES(616310326311408,'argon2$argon2id$v=19$m=1024,t=1,p=1$V0FKb2tNeVNZdHVWbFdqM3d4Y2JFOQ$KXNYts22zmJDGb0DS47LI+K5+j9zWEqOBC80NoivTEc','2026-11-29T10:00:00.000Z',0,'gus','','','gus@mail.example',0,1,'2026-11-29T10:00:00.000Z','gus',1,7,1,NULL,NULL,0);
INSERT INTO auth_user VALUES(1010811100960536,'argon2$argon2id$v=19$m=1024,t=1,p=1$YjV1YXQ1Q3luVEVYUmNDM2lidTR5bQ$1eBLEmjMZUek0BKFV9cKKljFUrypxqA06ynaGtAtGgE','2026-11-29T10:00:00.000Z',0,'ben','','','ben@mail.example',0,1,'2026-11-29T10:00:00.000Z','ben',1,8,0,NULL,NULL,0);
INSERT INTO auth_user VALUES(1174674688959897,'argon2$argon2id$v=19$m=1024,t=1,p=1$aHlYbnI2dHVIcWVTNHlpYzhOalcxYg$+PNqRmYT/oE9zfDbVV4P8eZTjhy46bw/2gmYUDVQQTQ',NULL,0,'cleo','','','cleo@mail.example',0,1,'2026-11-29T10:00:00.000Z','cleo',1,3,0,'en',NULL,1);
INSERT INTO auth_user VALUES(4141716650721985,'argon2$argon2id$v=19$m=1024,t=1,p=1$aTNFOGU2NllIajNHWXRsOExoMEY3Mw$kHhiPVyknM9wOX/XKi6ivduxqZ/tPDjEjoafHLXbJjk',NULL,0,'eve','','','eve@mail.example',0,1,'2026-11-29T10:00:00.000Z','eve',1,5,0,NULL,NULL,0);
INSERT INTO auth_user VALUES(5204225019758161,'!outside:remote-user','2026-11-29T10:00:00.000Z',0,'finn','','','',0,1,'2026-11-29T10:00:00.000Z','finn',1,2,0,NULL,NULL,1);
INSERT INTO auth_user VALUES(7472899363333988,'!outside:directory','2026-11-29T10:00:00.000Z',0,'dora','','','dora@mail.example',0,1,'2026-11-29T10:00:00.000Z','dora',1,7,0,NULL,NULL,0);
CREATE TABLE auth_group (
        id integer primary key autoincrement,
        name varchar(150) not null unique
      );
INSERT INTO auth_group VALUES(901,'clerks');
CREATE TABLE django_content_type (
        id integer primary key autoincrement,
        app_label varchar(100) not null,
        model varchar(100) not null,
        unique (app_label, model)
      );
INSERT INTO django_content_type VALUES(901,'shop','order');
CREATE TABLE auth_permission (
        id integer primary key autoincrement,
        name varchar(255) not null,
        content_type_id bigint not null references django_content_type (id) on delete cascade,
        codename varchar(100) not null,
        unique (content_type_id, codename)
      );
INSERT INTO auth_permission VALUES(901,'Can approve order',901,'approve_order');
INSERT INTO auth_permission VALUES(902,'Can view order',901,'view_order');
CREATE TABLE auth_group_permissions (
        id integer primary key autoincrement,
        group_id bigint not null references auth_group (id) on delete cascade,
        permission_id bigint not null references auth_permission (id) on delete cascade,
        unique (group_id, permission_id)
      );
INSERT INTO auth_group_permissions VALUES(1,901,901);
CREATE TABLE auth_user_groups (
        id integer primary key autoincrement,
        user_id bigint not null references auth_user (id) on delete cascade,
        group_id bigint not null references auth_group (id) on delete cascade,
        unique (user_id, group_id)
      );
INSERT INTO auth_user_groups VALUES(1,1010811100960536,901);
CREATE TABLE auth_user_user_permissions (
        id integer primary key autoincrement,
        user_id bigint not null references auth_user (id) on delete cascade,
        permission_id bigint not null references auth_permission (id) on delete cascade,
        unique (user_id, permission_id)
      );
INSERT INTO auth_user_user_permissions VALUES(1,1010811100960536,902);
CREATE TABLE account_emailaddress (
        id integer primary key,
        user_id bigint not null references auth_user (id) on delete cascade,
        email varchar(254) not null,
        verified boolean not null,
        "primary" boolean not null,
        email_key text unique, unproved_key text,
        unique (user_id, email)
      );
INSERT INTO account_emailaddress VALUES(1204304435212417,319556808279329,'ada@mail.example',1,1,'ada@mail.example',NULL);
INSERT INTO account_emailaddress VALUES(3744265902681759,4141716650721985,'eve@mail.example',1,1,'eve@mail.example',NULL);
INSERT INTO account_emailaddress VALUES(6174568483171431,1174674688959897,'cleo@mail.example',0,1,NULL,'cleo@mail.example');
INSERT INTO account_emailaddress VALUES(6561907441195612,616310326311408,'gus@mail.example',1,1,'gus@mail.example',NULL);
INSERT INTO account_emailaddress VALUES(6886489763408345,7472899363333988,'dora@mail.example',1,1,'dora@mail.example',NULL);
INSERT INTO account_emailaddress VALUES(7270481272453261,1010811100960536,'ben@mail.example',1,1,'ben@mail.example',NULL);
CREATE TABLE stagedoor_session (
        id integer primary key,
        key_hash text not null unique,
        user_id bigint references auth_user (id) on delete cascade,
        security_version integer not null,
        backend text,
        expiry_kind text not null,
        expiry_seconds integer,
        expiry_at text,
        created_at text not null,
        last_seen_at text not null,
        expires_at text not null,
        ends_at text not null,
        authenticated_at text,
        ip_address text not null,
        user_agent text not null,
        device_id bigint,
        row_version bigint not null default 1
      , pending_stage text, kind varchar(24) not null default 'cookie', scope text);
INSERT INTO stagedoor_session VALUES(3105749643541159,'HFYq31rL44ZBefpWmawxp7LKPgt5F2M1hM5mTM_BpDA',319556808279329,1,'password','fixed',NULL,'2027-02-27T10:00:00.000Z','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','2027-02-27T10:00:00.000Z','2027-02-27T10:00:00.000Z',NULL,'127.0.0.1','dump',NULL,1,NULL,'personal-token','{"permissions":[],"methods":"read"}');
INSERT INTO stagedoor_session VALUES(3540801036572055,'H8_ZTM_Cv9LgSuLb4P-15X2CjOG44CzF1MZIGUyitVo',616310326311408,1,'password','age',1209600,NULL,'2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','2026-12-13T10:00:00.000Z','2026-12-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','127.0.0.1','dump',4415801790641925,1,'change-password','cookie',NULL);
INSERT INTO stagedoor_session VALUES(4458465975502708,'FKQeJaJKt_98BE_HGub_9sH9CT6pBm5QBojRbL5CMxU',5204225019758161,1,'remote-user','age',1209600,NULL,'2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','2026-12-13T10:00:00.000Z','2026-12-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','127.0.0.1','dump',3845467830071566,1,NULL,'cookie',NULL);
INSERT INTO stagedoor_session VALUES(4969531897914745,'cGrYYrszSo1eTYYE9ZYq_01qWjl7YhNLfIVIow2MSxs',319556808279329,1,'password','age',1800,NULL,'2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','2026-11-29T10:30:00.000Z','2026-11-29T22:00:00.000Z','2026-11-29T10:00:00.000Z','127.0.0.1','dump',5989751786622025,1,NULL,'cookie',NULL);
INSERT INTO stagedoor_session VALUES(5603494234914590,'j_-K4vC8wqduWR_QcrdkEdm3MGBF62wnpPum1qUwIBc',319556808279329,1,'password','fixed',NULL,'9999-12-31T00:00:00.000Z','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','9999-12-31T00:00:00.000Z','9999-12-31T00:00:00.000Z',NULL,'127.0.0.1','dump',5989751786622025,1,NULL,'api-token',NULL);
INSERT INTO stagedoor_session VALUES(7027923266887806,'xch-2s44GGZVHr7vogan2uCR8QOHtMoGqc_NJmfVAkU',1010811100960536,1,'password','fixed',NULL,'2026-11-30T10:00:00.000Z','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','2026-11-30T10:00:00.000Z','2026-12-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','127.0.0.1','dump',6942279632539560,1,NULL,'jwt',NULL);
INSERT INTO stagedoor_session VALUES(8217400063851338,'cEDIBfyu8n4JG3FqmPawSv6zcsKHn25neHNJSx-KQBk',319556808279329,1,'password','fixed',NULL,'2026-11-29T22:00:00.000Z','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','2026-11-29T22:00:00.000Z','2026-11-29T22:00:00.000Z','2026-11-29T10:00:00.000Z','127.0.0.1','dump',5989751786622025,1,NULL,'jwt',NULL);
INSERT INTO stagedoor_session VALUES(8380894958593136,'_yQlc6FpBuhP_souImRK8sgXuQQHJhP4G-R52l8k_S0',7472899363333988,1,'directory','age',1209600,NULL,'2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','2026-12-13T10:00:00.000Z','2026-12-29T10:00:00.000Z','2026-11-29T10:00:00.000Z','127.0.0.1','dump',841214869212675,1,NULL,'cookie',NULL);
CREATE TABLE stagedoor_session_data (
        key_hash text primary key,
        data text not null,
        expires_at text not null
      );
CREATE TABLE stagedoor_one_time_link (
        key_hash text primary key,
        purpose text not null,
        user_id bigint not null references auth_user (id) on delete cascade,
        email text not null,
        security_version integer not null,
        created_at text not null,
        expires_at text not null,
        used_at text
      , left_at text);
INSERT INTO stagedoor_one_time_link VALUES('XoPa5AX8H-eMWD5v2BQ1QP7PJvbICrIrbIOQFOf5SUw','activation',1174674688959897,'cleo@mail.example',1,'2026-11-29T10:00:00.000Z','2026-12-02T10:00:00.000Z',NULL,'2026-11-29T10:00:00.000Z');
INSERT INTO stagedoor_one_time_link VALUES('JR0SAkojiFmDW0GAhujzLjAeIrciInhQvpESnloA22A','password-reset',4141716650721985,'eve@mail.example',1,'2026-11-29T10:00:00.000Z','2026-11-29T11:00:00.000Z',NULL,'2026-11-29T10:00:00.000Z');
CREATE TABLE stagedoor_limit (
        key text primary key,
        attempts integer not null,
        window_started_at text not null,
        blocked_until text
      );
INSERT INTO stagedoor_limit VALUES('log-in-source:k_xq7Xzl8JAijy7jzExgUtZzfH5ZqhlW7VFJWIdSj1U',0,'2026-11-29T10:00:00.000Z',NULL);
INSERT INTO stagedoor_limit VALUES('sign-up-source:HbO_CcH4rABi2xtJ3yBFjVrf6xLzbkJylwm-ofrIgdQ',1,'2026-11-29T10:00:00.000Z',NULL);
INSERT INTO stagedoor_limit VALUES('mail-address-sign-up:bzoS6q_sodIUI0q2kSMHwIe9imSYeVJIRlsIkHb1Kao',1,'2026-11-29T10:00:00.000Z',NULL);
INSERT INTO stagedoor_limit VALUES('mail-source-password-reset:l8eIaPvD_m5JVjbnZHO59L_jkvzc3jl72DoK7cztC2M',2,'2026-11-29T10:00:00.000Z',NULL);
INSERT INTO stagedoor_limit VALUES('mail-address-password-reset:qLGQ4s8WBiPwrUKjX2ja_kqYrDf1qVr4JwvK6uwdu0c',1,'2026-11-29T10:00:00.000Z',NULL);
CREATE TABLE stagedoor_audit_event (
        id integer primary key autoincrement,
        action varchar(50) not null,
        success boolean not null,
        occurred_at text not null,
        user_id bigint,
        ip_address text not null,
        user_agent text not null,
        detail text not null
      );
INSERT INTO stagedoor_audit_event VALUES(1,'user-create',1,'2026-11-29T10:00:00.000Z',319556808279329,'','command line','{"superuser":true}');
INSERT INTO stagedoor_audit_event VALUES(2,'user-create',1,'2026-11-29T10:00:00.000Z',1010811100960536,'','command line','{"superuser":false}');
INSERT INTO stagedoor_audit_event VALUES(3,'user-create',1,'2026-11-29T10:00:00.000Z',4141716650721985,'','command line','{"superuser":false}');
INSERT INTO stagedoor_audit_event VALUES(4,'user-create',1,'2026-11-29T10:00:00.000Z',616310326311408,'','command line','{"superuser":false}');
INSERT INTO stagedoor_audit_event VALUES(5,'log-in',1,'2026-11-29T10:00:00.000Z',319556808279329,'127.0.0.1','dump','{"method":"password","backend":"password","session":4969531897914745}');
INSERT INTO stagedoor_audit_event VALUES(6,'log-in',1,'2026-11-29T10:00:00.000Z',319556808279329,'127.0.0.1','dump','{"method":"password","backend":"password","session":8217400063851338}');
INSERT INTO stagedoor_audit_event VALUES(7,'log-in',1,'2026-11-29T10:00:00.000Z',319556808279329,'127.0.0.1','dump','{"method":"password","backend":"password","session":5603494234914590}');
INSERT INTO stagedoor_audit_event VALUES(8,'personal-token-create',1,'2026-11-29T10:00:00.000Z',319556808279329,'127.0.0.1','dump','{"session":3105749643541159,"name":"backup"}');
INSERT INTO stagedoor_audit_event VALUES(9,'log-in',1,'2026-11-29T10:00:00.000Z',1010811100960536,'127.0.0.1','dump','{"method":"password","backend":"password","session":7027923266887806}');
INSERT INTO stagedoor_audit_event VALUES(10,'sign-up',1,'2026-11-29T10:00:00.000Z',1174674688959897,'127.0.0.1','dump','{}');
INSERT INTO stagedoor_audit_event VALUES(11,'log-in',1,'2026-11-29T10:00:00.000Z',616310326311408,'127.0.0.1','dump','{"method":"password","backend":"password","session":3540801036572055,"stage":"change-password"}');
INSERT INTO stagedoor_audit_event VALUES(12,'sign-up',1,'2026-11-29T10:00:00.000Z',7472899363333988,'127.0.0.1','dump','{"backend":"directory"}');
INSERT INTO stagedoor_audit_event VALUES(13,'log-in',1,'2026-11-29T10:00:00.000Z',7472899363333988,'127.0.0.1','dump','{"method":"password","backend":"directory","session":8380894958593136}');
INSERT INTO stagedoor_audit_event VALUES(14,'sign-up',1,'2026-11-29T10:00:00.000Z',5204225019758161,'127.0.0.1','dump','{"backend":"remote-user"}');
INSERT INTO stagedoor_audit_event VALUES(15,'log-in',1,'2026-11-29T10:00:00.000Z',5204225019758161,'127.0.0.1','dump','{"method":"remote-user","backend":"remote-user","session":4458465975502708}');
INSERT INTO stagedoor_audit_event VALUES(16,'password-reset-request',1,'2026-11-29T10:00:00.000Z',NULL,'127.0.0.1','dump','{}');
INSERT INTO stagedoor_audit_event VALUES(17,'password-reset-sent',1,'2026-11-29T10:00:00.000Z',4141716650721985,'127.0.0.1','dump','{}');
INSERT INTO stagedoor_audit_event VALUES(18,'password-reset-request',1,'2026-11-29T10:00:00.000Z',NULL,'127.0.0.1','dump','{}');
CREATE TABLE stagedoor_audit_unsealed (event_id bigint primary key);
INSERT INTO stagedoor_audit_unsealed VALUES(1);
INSERT INTO stagedoor_audit_unsealed VALUES(2);
INSERT INTO stagedoor_audit_unsealed VALUES(3);
INSERT INTO stagedoor_audit_unsealed VALUES(4);
INSERT INTO stagedoor_audit_unsealed VALUES(5);
INSERT INTO stagedoor_audit_unsealed VALUES(6);
INSERT INTO stagedoor_audit_unsealed VALUES(7);
INSERT INTO stagedoor_audit_unsealed VALUES(8);
INSERT INTO stagedoor_audit_unsealed VALUES(9);
INSERT INTO stagedoor_audit_unsealed VALUES(10);
INSERT INTO stagedoor_audit_unsealed VALUES(11);
INSERT INTO stagedoor_audit_unsealed VALUES(12);
INSERT INTO stagedoor_audit_unsealed VALUES(13);
INSERT INTO stagedoor_audit_unsealed VALUES(14);
INSERT INTO stagedoor_audit_unsealed VALUES(15);
INSERT INTO stagedoor_audit_unsealed VALUES(16);
INSERT INTO stagedoor_audit_unsealed VALUES(17);
INSERT INTO stagedoor_audit_unsealed VALUES(18);
CREATE TABLE stagedoor_audit_seal (
        sequence bigint primary key,
        event_id bigint not null unique,
        hash text not null
      );
CREATE TABLE stagedoor_device (
        id integer primary key,
        user_id bigint not null references auth_user (id) on delete cascade,
        key_hash text not null,
        ip_address text not null,
        user_agent text not null,
        first_seen_at text not null,
        last_seen_at text not null,
        unique (user_id, key_hash)
      );
INSERT INTO stagedoor_device VALUES(841214869212675,7472899363333988,'SwgCFmkwwYEWtnHD1sq4HwHJNWcuAbYSb8lUzmIaxUk','127.0.0.1','dump','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z');
INSERT INTO stagedoor_device VALUES(3845467830071566,5204225019758161,'rNko9umFLkag6-8lcMmvZHYRiJoO3gRUlkdf62PVLPc','127.0.0.1','dump','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z');
INSERT INTO stagedoor_device VALUES(4415801790641925,616310326311408,'KvQ8eDIraUvLreKxoHk3qcLTRE6EGCaoKkJCqfyaZnw','127.0.0.1','dump','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z');
INSERT INTO stagedoor_device VALUES(5989751786622025,319556808279329,'NlAPb9rq6SpKaMEDfsMZtygMNdZuOIg24VdD9Gw-w_U','127.0.0.1','dump','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z');
INSERT INTO stagedoor_device VALUES(6942279632539560,1010811100960536,'2-YFFQeMMeyJ3sJa-TsIWmk5BNbwLSwGNUvuAhkC410','127.0.0.1','dump','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z');
CREATE TABLE stagedoor_visit (
        id integer primary key autoincrement,
        visitor_key text not null unique,
        user_id bigint references auth_user (id) on delete cascade,
        ip_address text not null,
        user_agent text not null,
        first_seen_at text not null,
        last_seen_at text not null
      );
INSERT INTO stagedoor_visit VALUES(1,'tzzwS_UKXRSGNVnm_T0GVAW7QAOFpdTUS6o662Z6F6A',NULL,'127.0.0.1','dump','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z');
INSERT INTO stagedoor_visit VALUES(2,'uELRWkxczus2EHv3ONd8OPOiVeQqjhY3emms3oTysaQ',319556808279329,'127.0.0.1','dump','2026-11-29T10:00:00.000Z','2026-11-29T10:00:00.000Z');
CREATE TABLE stagedoor_visit_day (
        day text not null,
        user_id bigint not null,
        primary key (day, user_id)
      );
INSERT INTO stagedoor_visit_day VALUES('2026-11-29',319556808279329);
CREATE TABLE stagedoor_job (
        id integer primary key autoincrement,
        name text not null,
        payload text not null,
        unique_key text,
        waiting_key text unique,
        run_at text not null,
        attempts integer not null default 0,
        lease text,
        lease_until text,
        is_parked boolean not null default false,
        error text
      , queued_at text);
INSERT INTO stagedoor_job VALUES(6,'mail-password-reset','v1.H7yKJErM.uRe_qDtwxltFmvrwuI-nwTL6Ap2jsHdz_Gyt5MIg4nEw85NtH4JkH04spdDSG9jPNinxZCmWePri8qecFTuwC92y4Gmc-Gptk67qF_Yt5zrsNMUeLCMieudtBQMX1HE0qZvmMqITjB1HcnZyejxBgvRe9lY258Nv4aHJkrTc6GyOBolOISnuH-BgBkLXSDvmKOVMGD1_aAKJwJyPRXrJ7DrCz3_43qGF2hwvvTUk1kplrvZaiE43RTOLgMvK',NULL,NULL,'1970-01-01T00:00:00.000Z',0,NULL,NULL,0,NULL,'2026-11-29T19:50:21.823Z');
CREATE TABLE stagedoor_extra_field (name text primary key, type text not null);
CREATE TABLE stagedoor_request (
        key_hash text primary key,
        fingerprint text not null,
        is_done boolean not null,
        answer text,
        started_at text not null,
        expires_at text not null
      );
CREATE TABLE stagedoor_refresh_token (
        jti varchar(255) primary key,
        session_id bigint not null references stagedoor_session (id) on delete cascade,
        created_at text not null,
        expires_at text not null,
        used_at text,
        successor_jti varchar(255),
        request_hash text
      );
INSERT INTO stagedoor_refresh_token VALUES('07274b1082da4a768b5351d7a5af4092',8217400063851338,'2026-11-29T10:00:00.000Z','2026-11-29T22:00:00.000Z',NULL,NULL,NULL);
INSERT INTO stagedoor_refresh_token VALUES('ef9091e99c014c788ee740603eb5d586',7027923266887806,'2026-11-29T10:00:00.000Z','2026-11-30T10:00:00.000Z',NULL,NULL,NULL);
CREATE TABLE authtoken_token (
        user_id bigint primary key references auth_user (id) on delete cascade,
        key_hash text not null unique references stagedoor_session (key_hash) on delete cascade,
        sealed_key text not null,
        created text not null
      );
INSERT INTO authtoken_token VALUES(319556808279329,'j_-K4vC8wqduWR_QcrdkEdm3MGBF62wnpPum1qUwIBc','v1.H7yKJErM.fvpbrYsNRz5qd3NAxt21DCKH5bElUajvAB4WT1IAi2f6K0knjcqLiT2eO_VvhfT1Ee0vQbcGSe31VhjvlSS2M4FrAhs','2026-11-29T10:00:00.000Z');
CREATE TABLE stagedoor_personal_access_token (
        session_id bigint primary key references stagedoor_session (id) on delete cascade,
        user_id bigint not null references auth_user (id) on delete cascade,
        name varchar(100) not null,
        hint varchar(16) not null
      );
INSERT INTO stagedoor_personal_access_token VALUES(3105749643541159,319556808279329,'backup','sdp_xgyF');
CREATE TABLE stagedoor_signing_key (
        key_id text primary key,
        algorithm text not null,
        follows text not null,
        private_key text not null,
        created_at text not null,
        signs_from text not null,
        retires_at text,
        unique (algorithm, follows)
      );
CREATE TABLE stagedoor_audit_cut (
      sequence bigint primary key,
      hash text not null,
      signature text not null
    );
CREATE TABLE stagedoor_request_log (
        key text primary key,
        log text not null,
        expires_at text not null,
        row_version integer not null
      );
CREATE TABLE stagedoor_ticket (
        key_hash text primary key,
        purpose varchar(40) not null,
        session_id bigint not null references stagedoor_session (id) on delete cascade,
        created_at text not null,
        expires_at text not null
      );
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('stagedoor_audit_event',18);
INSERT INTO sqlite_sequence VALUES('django_content_type',901);
INSERT INTO sqlite_sequence VALUES('auth_permission',902);
INSERT INTO sqlite_sequence VALUES('auth_group',901);
INSERT INTO sqlite_sequence VALUES('auth_group_permissions',1);
INSERT INTO sqlite_sequence VALUES('auth_user_groups',1);
INSERT INTO sqlite_sequence VALUES('auth_user_user_permissions',1);
INSERT INTO sqlite_sequence VALUES('stagedoor_visit',2);
INSERT INTO sqlite_sequence VALUES('stagedoor_job',6);
CREATE INDEX auth_user_email on auth_user (email);
CREATE INDEX auth_user_date_joined on auth_user (date_joined);
CREATE INDEX auth_group_permissions_permission on auth_group_permissions (permission_id);
CREATE INDEX auth_user_groups_group on auth_user_groups (group_id);
CREATE INDEX auth_user_user_permissions_permission on auth_user_user_permissions (permission_id);
CREATE UNIQUE INDEX account_emailaddress_one_primary on account_emailaddress (user_id) where "primary";
CREATE INDEX stagedoor_session_user on stagedoor_session (user_id);
CREATE INDEX stagedoor_session_expires_at on stagedoor_session (expires_at);
CREATE INDEX stagedoor_session_ends_at on stagedoor_session (ends_at);
CREATE INDEX stagedoor_session_data_expires_at on stagedoor_session_data (expires_at);
CREATE INDEX stagedoor_one_time_link_user on stagedoor_one_time_link (user_id);
CREATE INDEX stagedoor_one_time_link_expires_at on stagedoor_one_time_link (expires_at);
CREATE INDEX stagedoor_limit_window_started_at on stagedoor_limit (window_started_at);
CREATE INDEX stagedoor_audit_event_user on stagedoor_audit_event (user_id, id);
CREATE INDEX stagedoor_visit_user on stagedoor_visit (user_id);
CREATE INDEX stagedoor_job_due on stagedoor_job (run_at, id) where not is_parked;
CREATE TRIGGER auth_user_row_version after update on auth_user
    when new.row_version = old.row_version
    begin update auth_user set row_version = old.row_version + 1 where id = new.id; end;
CREATE TRIGGER account_emailaddress_after_insert after insert on account_emailaddress begin update auth_user set row_version = row_version + 1 where id = new.user_id; end;
CREATE TRIGGER account_emailaddress_after_update after update on account_emailaddress begin update auth_user set row_version = row_version + 1 where id = old.user_id; update auth_user set row_version = row_version + 1 where id = new.user_id; end;
CREATE TRIGGER account_emailaddress_after_delete after delete on account_emailaddress begin update auth_user set row_version = row_version + 1 where id = old.user_id; end;
CREATE TRIGGER auth_user_groups_after_insert after insert on auth_user_groups begin update auth_user set row_version = row_version + 1 where id = new.user_id; end;
CREATE TRIGGER auth_user_groups_after_update after update on auth_user_groups begin update auth_user set row_version = row_version + 1 where id = old.user_id; update auth_user set row_version = row_version + 1 where id = new.user_id; end;
CREATE TRIGGER auth_user_groups_after_delete after delete on auth_user_groups begin update auth_user set row_version = row_version + 1 where id = old.user_id; end;
CREATE TRIGGER auth_user_user_permissions_after_insert after insert on auth_user_user_permissions begin update auth_user set row_version = row_version + 1 where id = new.user_id; end;
CREATE TRIGGER auth_user_user_permissions_after_update after update on auth_user_user_permissions begin update auth_user set row_version = row_version + 1 where id = old.user_id; update auth_user set row_version = row_version + 1 where id = new.user_id; end;
CREATE TRIGGER auth_user_user_permissions_after_delete after delete on auth_user_user_permissions begin update auth_user set row_version = row_version + 1 where id = old.user_id; end;
CREATE TRIGGER auth_group_permissions_after_insert after insert on auth_group_permissions begin update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = new.group_id); end;
CREATE TRIGGER auth_group_permissions_after_update after update on auth_group_permissions begin update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = old.group_id); update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = new.group_id); end;
CREATE TRIGGER auth_group_permissions_after_delete after delete on auth_group_permissions begin update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = old.group_id); end;
CREATE TRIGGER auth_group_after_update after update on auth_group begin update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = old.id); update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_groups where group_id = new.id); end;
CREATE TRIGGER auth_permission_after_update after update on auth_permission begin update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_user_permissions where permission_id = old.id
  union select user_id from auth_user_groups where group_id in
    (select group_id from auth_group_permissions where permission_id = old.id)); update auth_user set row_version = row_version + 1 where id in (select user_id from auth_user_user_permissions where permission_id = new.id
  union select user_id from auth_user_groups where group_id in
    (select group_id from auth_group_permissions where permission_id = new.id)); end;
CREATE TRIGGER stagedoor_audit_event_no_update before update on stagedoor_audit_event
        begin select raise(abort, 'The audit log is append-only.'); end;
CREATE TRIGGER stagedoor_audit_seal_no_update before update on stagedoor_audit_seal
        begin select raise(abort, 'The audit log is append-only.'); end;
CREATE TRIGGER stagedoor_audit_event_unsealed after insert on stagedoor_audit_event
    begin insert into stagedoor_audit_unsealed (event_id) values (new.id); end;
CREATE INDEX stagedoor_request_expires_at on stagedoor_request (expires_at);
CREATE INDEX stagedoor_refresh_token_session on stagedoor_refresh_token (session_id);
CREATE INDEX stagedoor_personal_access_token_user on stagedoor_personal_access_token (user_id);
CREATE TRIGGER stagedoor_audit_event_no_delete before delete on stagedoor_audit_event when not exists (select 1 from stagedoor_audit_seal as seal join stagedoor_audit_cut as cut
  on seal.sequence <= cut.sequence where seal.event_id = old.id)
      begin select raise(abort, 'The audit log is append-only.'); end;
CREATE TRIGGER stagedoor_audit_seal_no_delete before delete on stagedoor_audit_seal when not exists (select 1 from stagedoor_audit_cut as cut where old.sequence <= cut.sequence)
      begin select raise(abort, 'The audit log is append-only.'); end;
CREATE INDEX stagedoor_request_log_expires_at on stagedoor_request_log (expires_at);
CREATE INDEX stagedoor_ticket_session on stagedoor_ticket (session_id);
CREATE INDEX stagedoor_ticket_expires_at on stagedoor_ticket (expires_at);
CREATE INDEX account_emailaddress_unproved on account_emailaddress (unproved_key)
      where unproved_key is not null;
COMMIT;
