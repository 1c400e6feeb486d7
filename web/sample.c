#include <inttypes.h>
#include <stdio.h>

#include "web/sample.h"

static void
escape(struct buf *b, const char *value)
{
	for (; *value != '\0'; value++)
		if (*value == '\n')
			buf_text(b, "\\n");
		else {
			if (*value == '"' || *value == '\\')
				buf_char(b, '\\');
			buf_char(b, *value);
		}
}

void
sample_label(struct sample *s, const char *name, const char *value)
{
	buf_printf(&s->labels, "%s%s=\"", s->labels.len == 0 ? "" : ",", name);
	escape(&s->labels, value);
	buf_char(&s->labels, '"');
}

/* "name_suffix{labels,le="…"} " */
static void
begin(struct sample *s, const char *suffix, const char *le)
{
	int	 some = s->labels.len != 0;

	buf_printf(s->out, "%s%s", s->name, suffix);
	if (some || le != NULL)
		buf_printf(s->out, "{%s", some ? s->labels.data : "");
	if (le != NULL)
		buf_printf(s->out, "%sle=\"%s\"", some ? "," : "", le);
	buf_text(s->out, some || le != NULL ? "} " : " ");
}

void
sample_int(struct sample *s, uint64_t n)
{
	begin(s, "", NULL);
	buf_printf(s->out, "%" PRIu64 "\n", n);
	buf_clear(&s->labels);
}

void
sample_signed(struct sample *s, int64_t n)
{
	begin(s, "", NULL);
	buf_printf(s->out, "%" PRId64 "\n", n);
	buf_clear(&s->labels);
}

void
sample_real(struct sample *s, double v)
{
	begin(s, "", NULL);
	buf_printf(s->out, "%.9g\n", v);
	buf_clear(&s->labels);
}

static void
put_seconds(struct buf *out, uint64_t us)
{
	buf_printf(out, "%" PRIu64 ".%06" PRIu64 "\n", us / 1000000,
	    us % 1000000);
}

void
sample_seconds(struct sample *s, int64_t us)
{
	begin(s, "", NULL);
	put_seconds(s->out, us < 0 ? 0 : (uint64_t)us);
	buf_clear(&s->labels);
}

void
sample_histogram(struct sample *s, const uint64_t *meter, size_t n,
    enum meter at)
{
	uint64_t	 sum = 0, us;
	char		 le[24];
	size_t		 i;

	for (i = 0; i <= METER_BOUNDS; i++) {
		sum += at + i < n ? meter[at + i] : 0;
		if (i < METER_BOUNDS)
			snprintf(le, sizeof(le), "%.9g",
			    meter_bounds[i] / 1000.0);
		begin(s, "_bucket", i < METER_BOUNDS ? le : "+Inf");
		buf_printf(s->out, "%" PRIu64 "\n", sum);
	}
	us = at + (size_t)METER_SUM < n ? meter[at + METER_SUM] : 0;
	begin(s, "_sum", NULL);
	put_seconds(s->out, us);
	begin(s, "_count", NULL);
	buf_printf(s->out, "%" PRIu64 "\n", sum);
	buf_clear(&s->labels);
}
