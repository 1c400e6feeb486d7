#include <string.h>

#include "tests/lib/fill.h"

enum { ENTRIES = 2 };

static void	fill_fields(const struct shape *, void *, unsigned,
		    struct arena *);

static void
fill_field(const struct field *f, void *body, unsigned seed, struct arena *a)
{
	const char	*text = f->type == FIELD_CODE ?
			    arena_printf(a, "RZ%u", seed % 10) :
			    arena_printf(a, "%s %u", f->name, seed);
	uint32_t	 word = f->type == FIELD_WORD ?
			    1 + seed % (f->words->count - 1) :
			    1 + seed % 4;
	int64_t		 amount = (int64_t)seed * 1001 - 2002;
	struct day	 day = { 17500 + (int32_t)(seed % 100), PRECISION_DAY };
	char		*list;
	size_t		 i;

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_CODE:
		memcpy(FIELD_IN(f, body), &text, sizeof(text));
		break;
	case FIELD_WORD:
	case FIELD_NUMBER:
		memcpy(FIELD_IN(f, body), &word, sizeof(word));
		break;
	case FIELD_DAY:
		memcpy(FIELD_IN(f, body), &day, sizeof(day));
		break;
	case FIELD_AMOUNT:
		memcpy(FIELD_IN(f, body), &amount, sizeof(amount));
		break;
	case FIELD_LIST:
		list = arena_array(a, ENTRIES, f->of->size);
		for (i = 0; i < ENTRIES; i++)
			fill_fields(f->of, list + i * f->of->size,
			    seed + (unsigned)i, a);
		field_set_list(f, body, list, ENTRIES);
		break;
	}
}

static void
fill_fields(const struct shape *s, void *body, unsigned seed, struct arena *a)
{
	size_t	 i;

	shape_clear(s, body);
	for (i = 0; i < s->nfield; i++)
		fill_field(&s->field[i], body, seed + (unsigned)i, a);
}

void *
fill_body(const struct shape *s, unsigned seed, struct arena *a)
{
	void	*body = arena_alloc(a, s->size);

	fill_fields(s, body, seed, a);
	return body;
}

void
fill_event(struct event *ev, unsigned seed, struct arena *a)
{
	static const struct judgement	 judgement = { "", "",
	    QUESTION_OVERALL, { 17953, PRECISION_DAY }, MARK_GOOD,
	    MARK_OUTSTANDING, "small", "A. Reviewer", "B. Chair", "panel" };
	const struct event_part		*p = event_part_of(ev->kind);

	event_set_body(ev, p, fill_body(p->shape, seed, a));
	if (ev->kind == KIND_EVENT_CORRECTED)
		ev->judgement = &judgement;
}
