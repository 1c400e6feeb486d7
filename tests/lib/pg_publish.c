#include "tests/lib/pg.h"

void
pg_publish(struct pg *pg, const char *subject, int version, const char *day,
    const char *document)
{
	pg_value(pg, "with made as ("
	    " insert into sixthkey.rating_version (subject, version, seq, at,"
	    "  worker, events, decision, holds, document, digest)"
	    " values ('%s', %d, 1, '%s', 1, 1, 2, '', '%s',"
	    "  sha256(convert_to('%s', 'UTF8')))"
	    " returning subject, version, at, worker)"
	    " insert into sixthkey.decision (subject, seq, version, at, worker,"
	    "  verdict, decided_by, reason)"
	    " select subject, version, version, at, worker, 2, 'policy', ''"
	    " from made",
	    subject, version, day, document, document);
}
