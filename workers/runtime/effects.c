#include <assert.h>
#include <string.h>

#include "base/digest.h"
#include "workers/runtime/effects.h"

void
effects_init(struct effects *fx, const struct group *groups, struct arena *a)
{
	*fx = (struct effects){ .arena = a, .scratch = a,
	    .groups = groups };
	fx->last = &fx->first;
	fx->lastsucc = &fx->succ;
}

void
effects_add(struct effects *fx, int group, const struct value *v, size_t n)
{
	struct effect	*row = arena_alloc(fx->arena, sizeof(*row) +
			    n * sizeof(*v));

	assert(n == strlen(fx->groups[group].columns) && n <= EFFECT_COLUMNS);
	row->group = group;
	memcpy(row->value, v, n * sizeof(*v));
	*fx->last = row;
	fx->last = &row->next;
}

void
effects_send(struct effects *fx, const struct successor *s)
{
	struct successor	*copy = ARENA_NEW(fx->arena, struct successor);

	*copy = *s;
	copy->next = NULL;
	*fx->lastsucc = copy;
	fx->lastsucc = &copy->next;
}

struct effects_mark
effects_mark(const struct effects *fx)
{
	return (struct effects_mark){ fx->last, fx->lastsucc };
}

void
effects_undo(struct effects *fx, struct effects_mark m)
{
	*m.last = NULL;
	fx->last = m.last;
	*m.lastsucc = NULL;
	fx->lastsucc = m.lastsucc;
}

static void
print_bytes(struct bytes b, struct buf *out)
{
	uint8_t	 d[DIGEST_SIZE];
	char	 hex[DIGEST_HEX];

	digest(b.data, b.len, d);
	buf_printf(out, "<%zu bytes %s>", b.len, digest_hex(d, 4, hex));
}

static void
print_value(const struct value *v, struct buf *out)
{
	switch (v->type) {
	case VALUE_NULL:
		buf_text(out, "-");
		break;
	case VALUE_INT:
		buf_printf(out, "%lld", (long long)v->number);
		break;
	case VALUE_TEXT:
		buf_printf(out, "%s", v->text[0] == '\0' ? "\"\"" : v->text);
		break;
	case VALUE_BYTES:
		print_bytes(v->bytes, out);
		break;
	}
}

void
effects_print(const struct effects *fx, struct buf *out)
{
	const struct effect	*row;
	const struct successor	*s;
	size_t			 i, n;

	for (row = fx->first; row != NULL; row = row->next) {
		buf_text(out, fx->groups[row->group].name);
		n = strlen(fx->groups[row->group].columns);
		for (i = 0; i < n; i++) {
			buf_char(out, ' ');
			print_value(&row->value[i], out);
		}
		buf_char(out, '\n');
	}
	for (s = fx->succ; s != NULL; s = s->next) {
		buf_printf(out, "send %llu ", (unsigned long long)s->event);
		print_bytes(s->payload, out);
		buf_char(out, '\n');
	}
}
