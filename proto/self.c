#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "proto/event.h"
#include "proto/self.h"
#include "rules/rules.h"

enum { SHORT = 8 };		/* bytes of a digest that is shown */

static void
short_digest(const struct buf *b, char out[17])
{
	uint8_t	 sum[DIGEST_SIZE];

	digest(b->data, b->len, sum);
	digest_hex(sum, SHORT, out);
}

static void
tell_set(const struct ruleset *s, struct buf *out)
{
	const struct rule	*r;

	buf_printf(out, "%s %d %s %s %d %d\n", s->id, (int)s->purpose, s->from,
	    s->until, s->min_rated, (int)s->sector);
	for (r = s->rules; r != NULL && r->id != NULL; r++)
		buf_printf(out, " %s %d %d %d %d %d %d\n", r->id, r->n_min,
		    r->n_max, (int)r->of, r->at_least, (int)r->rest,
		    (int)r->then);
}

/* What all rule sets say, without where it is written. */
static void
tell_rules(char out[17])
{
	struct buf	 b = { 0 };
	size_t		 i;

	for (i = 0; ruleset_at(i) != NULL; i++)
		tell_set(ruleset_at(i), &b);
	short_digest(&b, out);
	buf_release(&b);
}

static void
keep_lines(char out[SELF_SETTINGS], const struct buf *all)
{
	size_t	 n = all->len;

	if (n >= SELF_SETTINGS)
		for (n = SELF_SETTINGS - 1; all->data[n - 1] != '\n'; n--)
			;
	memcpy(out, all->data, n);
	out[n] = '\0';
}

void
self_begin(struct self *s, const char *instance, const struct conf_key *keys,
    const void *conf, int schema)
{
	struct buf	 b = { 0 };
	char		 rules[17];

	tell_rules(rules);
	buf_printf(&b, SELF_BUILD "schema=%d\n" SELF_BUILD "events=%d\n"
	    SELF_BUILD "rules=%s\n", schema, EVENT_SCHEMA, rules);
	conf_tell(keys, conf, &b);
	snprintf(s->instance, sizeof(s->instance), "%s", instance);
	short_digest(&b, s->digest);
	keep_lines(s->settings, &b);
	s->began_ms = clock_ms();
	buf_release(&b);
}

struct told
self_told(const struct self *s)
{
	return (struct told){ s->settings, s->digest,
	    (uint64_t)(clock_ms() - s->began_ms) };
}
