#include <string.h>

#include "proto/convert.h"
#include "proto/convert_arena.h"
#include "proto/convert_event.h"

static void
from_statement(const struct statement *s, struct arena *a,
    Sixthkey__Statement *m)
{
	Sixthkey__Check	*c = ARENA_ARRAY(a, s->ncheck, Sixthkey__Check);
	size_t		 i;

	sixthkey__statement__init(m);
	m->event = ARENA_NEW(a, Sixthkey__Event);
	convert_from_event(&s->event, a, m->event);
	m->subject = convert_text(s->subject);
	m->origin = s->origin;
	m->digest = s->digest;
	m->n_check = s->ncheck;
	m->check = ARENA_ARRAY(a, s->ncheck, Sixthkey__Check *);
	for (i = 0; i < s->ncheck; i++) {
		sixthkey__check__init(&c[i]);
		c[i].id = convert_text(s->check[i].id);
		c[i].text = convert_text(s->check[i].text);
		m->check[i] = &c[i];
	}
}

static int
to_statement(const Sixthkey__Statement *m, struct arena *a,
    struct statement *s, struct err *e)
{
	struct check	*c = convert_room(a, m->n_check, sizeof(*c), e);
	size_t		 i;

	if (c == NULL)
		return -1;
	*s = (struct statement){ .subject = m->subject, .origin = m->origin,
	    .digest = m->digest, .check = c, .ncheck = m->n_check };
	if (m->event == NULL)
		return err_set(e, ERR_INPUT, "a statement without its event");
	for (i = 0; i < m->n_check; i++) {
		c[i] = (struct check){ m->check[i]->id, m->check[i]->text };
		if (convert_check("/check", c[i].id, e) != 0 ||
		    convert_check("/check", c[i].text, e) != 0)
			return -1;
	}
	if (convert_check("/subject", m->subject, e) != 0)
		return -1;
	return convert_to_event(m->event, a, &s->event, e);
}

void
statement_pack(const struct statement *s, struct buf *out)
{
	struct arena		*a = arena_new(0);
	Sixthkey__Statement	 m;

	from_statement(s, a, &m);
	convert_pack(&m.base, out);
	arena_free(&a);
}

int
statement_unpack(struct bytes in, struct arena *a, struct statement *s,
    struct err *e)
{
	Sixthkey__Statement	*m;

	m = convert_unpack(&sixthkey__statement__descriptor, in, a, e);
	return m == NULL ? -1 : to_statement(m, a, s, e);
}

void
state_pack(const struct state *st, struct buf *out)
{
	struct arena		*a = arena_new(0);
	Sixthkey__State		 m;
	Sixthkey__Statement	*s = ARENA_ARRAY(a, st->nstatement,
				    Sixthkey__Statement);
	size_t			 i;

	sixthkey__state__init(&m);
	m.subject = convert_text(st->subject);
	m.version = st->version;
	m.document = convert_binary((struct bytes){ st->document,
	    st->version == 0 ? 0 : sizeof(st->document) });
	m.n_statement = st->nstatement;
	m.statement = ARENA_ARRAY(a, st->nstatement, Sixthkey__Statement *);
	for (i = 0; i < st->nstatement; i++) {
		from_statement(&st->statement[i], a, &s[i]);
		m.statement[i] = &s[i];
	}
	convert_pack(&m.base, out);
	arena_free(&a);
}

int
state_unpack(struct bytes in, struct arena *a, struct state *st,
    struct err *e)
{
	Sixthkey__State		*m;
	struct statement	*s;
	size_t			 i;

	m = convert_unpack(&sixthkey__state__descriptor, in, a, e);
	if (m == NULL)
		return -1;
	s = convert_room(a, m->n_statement, sizeof(*s), e);
	if (s == NULL)
		return -1;
	*st = (struct state){ .subject = m->subject, .version = m->version,
	    .statement = s, .nstatement = m->n_statement };
	if (m->document.len == sizeof(st->document))
		memcpy(st->document, m->document.data, m->document.len);
	for (i = 0; i < m->n_statement; i++)
		if (to_statement(m->statement[i], a, &s[i], e) != 0)
			return -1;
	return convert_check("/subject", m->subject, e);
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
