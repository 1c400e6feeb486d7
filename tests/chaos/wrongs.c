#include <stddef.h>

#include "tests/chaos/wrongs.h"

const struct wrong wrongs_doubled[] = {
	{ "two events of one id", "select count(*) from (select from event"
	    " group by source, source_id having count(*) > 1) d" },
	{ "two records of one event", "select count(*) from ("
	    " select from assessment group by event_id having count(*) > 1"
	    " union all"
	    " select from combination group by event_id having count(*) > 1"
	    " union all"
	    " select from publication group by event_id having count(*) > 1"
	    ") d" },
	{ "versions that count other events than led there",
	    "select count(*) from (select from rating_version v"
	    " join event e using (subject) join combination c"
	    " on c.event_id = e.event_id and c.version = v.version"
	    " group by v.subject, v.version, v.events"
	    " having count(*) <> v.events) d" },
	{ "records without their event", "select count(*) from ("
	    " select event_id from assessment union"
	    " select event_id from combination union"
	    " select event_id from publication except"
	    " select event_id from event) d" },
	{ NULL, NULL }
};

const struct wrong wrongs_disorder[] = {
	{ "published versions out of order", "select count(*) from (select at,"
	    " lag(at) over w as was, version, row_number() over w as n"
	    " from published_version window w as"
	    " (partition by subject order by version)) o"
	    " where version <> n or at < was" },
	{ "versions out of order", "select count(*) from (select at,"
	    " lag(at) over w as was, version, row_number() over w as n"
	    " from rating_version window w as"
	    " (partition by subject order by version)) o"
	    " where version <> n or at < was" },
	{ "heads out of order", "select count(*) from (select at, version,"
	    " lag(at) over w as was, lag(version) over w as less, seq,"
	    " row_number() over w as n from subject_head window w as"
	    " (partition by subject order by seq)) o"
	    " where seq <> n or at < was or version < less" },
	{ "decisions out of order", "select count(*) from (select at, version,"
	    " lag(at) over w as was, lag(version) over w as less, seq,"
	    " row_number() over w as n from decision window w as"
	    " (partition by subject order by seq)) o"
	    " where seq <> n or at < was or version < less" },
	{ "bytes that are not what their digest says", "select count(*)"
	    " from rating_version"
	    " where digest <> sha256(convert_to(document, 'UTF8'))" },
	{ "versions that were not published", "select count(*) from ("
	    " select subject, version from rating_version except"
	    " select subject, version from published_version) o" },
	{ NULL, NULL }
};

/* Each event once, under what became of it. */
const struct wrong wrongs_ledger = { "the ledger is off by",
"select (select count(*) from event) - ("
    " (select count(*) from event join publication p using (event_id)"
    "  where p.outcome in (1, 9))"
    " + (select count(*) from event e join publication p using (event_id)"
    "  join combination c using (event_id) join lateral ("
    "   select verdict from decision d where d.subject = e.subject"
    "   and d.version = c.version order by seq desc limit 1) d on true"
    "  where p.outcome = 2 and d.verdict between 1 and 6)"
    " + (select count(*) from event e left join publication p"
    "  using (event_id) where p.event_id is null))"
};
