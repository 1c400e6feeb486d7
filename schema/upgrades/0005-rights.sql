-- Least rights.  Workers append to their own stage and read what comes before;
-- nobody updates, deletes or truncates.
grant select, insert on node to sixthkey_broker, sixthkey_ingest,
    sixthkey_assessment, sixthkey_combination, sixthkey_publication;

grant select, insert on event, quarantine to sixthkey_ingest;

grant select on event to sixthkey_assessment;
grant select, insert on assessment to sixthkey_assessment;

grant select on assessment to sixthkey_combination;
grant select, insert on combination, subject_head, rating_version,
    organisation, due to sixthkey_combination;

grant select on combination, subject_head, rating_version
    to sixthkey_publication;
grant select, insert on publication, decision to sixthkey_publication;
grant select on released_version to sixthkey_publication;

grant select, insert on aside to sixthkey_broker, sixthkey_ingest,
    sixthkey_assessment, sixthkey_combination, sixthkey_publication;

grant select on event, assessment, combination, publication, due
    to sixthkey_broker;
grant insert on quarantine to sixthkey_broker;
grant select on sequence event_event_id_seq to sixthkey_broker;

grant select on schema_version to public;
grant select on sequence event_event_id_seq to sixthkey_reader,
    sixthkey_operator;
grant select on all tables in schema sixthkey to
    sixthkey_reader, sixthkey_operator;
