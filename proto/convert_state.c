#include <string.h>

#include "proto/convert.h"
#include "proto/convert_arena.h"
#include "proto/facts.pb-c.h"
#include "proto/wire_rows.h"

void
statement_pack(const struct statement *s, struct buf *out)
{
	wire_write(&wire_statement, s, out);
}

int
statement_unpack(struct bytes in, struct arena *a, struct statement *s,
    struct err *e)
{
	return wire_read(&wire_statement, in, a, s, e);
}

void
state_pack(const struct state *st, struct buf *out)
{
	struct kept_state	 k = { .subject = st->subject,
				    .version = st->version,
				    .document = { st->document,
				    st->version == 0 ? 0 :
				    sizeof(st->document) },
				    .statement = st->statement,
				    .nstatement = st->nstatement };

	wire_write(&wire_state, &k, out);
}

int
state_unpack(struct bytes in, struct arena *a, struct state *st,
    struct err *e)
{
	struct kept_state	 k;

	if (wire_read(&wire_state, in, a, &k, e) != 0)
		return -1;
	*st = (struct state){ .subject = k.subject, .version = k.version,
	    .statement = k.statement, .nstatement = k.nstatement };
	if (k.document.len == sizeof(st->document))
		memcpy(st->document, k.document.data, k.document.len);
	return 0;
}

void
look_pack(const struct look *l, struct buf *out)
{
	Sixthkey__Look	 m;

	sixthkey__look__init(&m);
	m.subject = convert_text(l->subject);
	m.version = l->version;
	convert_pack(&m.base, out);
}

int
look_unpack(struct bytes in, struct arena *a, struct look *l, struct err *e)
{
	Sixthkey__Look	*m;

	m = convert_unpack(&sixthkey__look__descriptor, in, a, e);
	if (m == NULL)
		return -1;
	*l = (struct look){ m->subject, m->version };
	return convert_check("/subject", m->subject, e);
}
