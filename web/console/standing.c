/*
 * What stands beside what: brokers, replicas of the database, and processes
 * that are set otherwise than others of their kind.
 */
#include <string.h>

#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/picture.h"

typedef int	 say_fn(const struct picture *, struct buf *);

static int
say_replicas(const struct picture *p, struct buf *b)
{
	return copies_say_replicas(&p->copies, b);
}

static int
say_archive(const struct picture *p, struct buf *b)
{
	return copies_say_archive(&p->copies, b);
}

static int
say_fleet(const struct picture *p, struct buf *b)
{
	return fleet_say(&p->fleet, b);
}

/* What is said of them, escaped, as a paragraph. */
static void
write_sentence(struct buf *out, const char *before, const struct picture *p,
    say_fn *say)
{
	struct buf	 b = { 0 };

	say(p, &b);
	html_add(out, "<p>%s%s.</p>\n", before, b.data);
	buf_release(&b);
}

/* ---- brokers --------------------------------------------------------------------- */

static const char *
broker_state(const struct broker_picture *b)
{
	return !b->there ? "silent" : b->report.standby ? "stands by" :
	    "leads";
}

static const char *
broker_text(const struct broker_picture *b, const char *text)
{
	return b->there && text != NULL ? text : "";
}

/* Whose lease it is, how long, and what is left of it. */
static void
write_lease(struct buf *out, const struct picture *p,
    const struct broker_picture *b)
{
	if (!b->there)
		html_add(out, "%s", b->why.text);
	else if (!b->report.standby && p->database && p->led_ms >= 0) {
		buf_text(out, "for ");
		say_age(out, p->led_ms);
		buf_text(out, "; the lease ends in ");
		say_age(out, p->lease_ms < 0 ? 0 : p->lease_ms);
		buf_text(out, " where it is not renewed");
	}
}

static void
write_brokers(struct buf *out, const struct picture *p)
{
	static const char *const	 heads[] = { "Broker", "Name", "State",
					    "Version", "Lease", NULL };
	size_t				 i;

	buf_text(out, "<section id=\"brokers\" data-live><h2>Brokers</h2>\n");
	page_table_begin(out, "Brokers", heads);
	for (i = 0; i < p->nbroker; i++) {
		const struct broker_picture	*b = &p->broker[i];

		html_add(out, "<tr><th scope=\"row\">%s</th><td>%s</td>"
		    "<td><span class=\"state %s\">%s</span></td><td>%s</td>"
		    "<td class=\"text\">", b->endpoint, broker_text(b,
		    b->report.name), b->there ? "good" : "warn",
		    broker_state(b), broker_text(b, b->report.build));
		write_lease(out, p, b);
		buf_text(out, "</td></tr>\n");
	}
	page_table_end(out);
	buf_text(out, "</section>\n");
}

/* ---- replicas --------------------------------------------------------------------- */

static void
write_far(struct buf *out, const struct replica *r)
{
	buf_text(out, "<td class=\"n\">");
	if (r->bytes < 0)
		buf_text(out, "–");
	else
		say_count(out, r->bytes);
	buf_text(out, "</td><td class=\"n\">");
	say_age(out, r->ms);
	buf_text(out, "</td><td>");
	if (*r->since != '\0')
		page_time(out, r->since);
	buf_text(out, "</td></tr>\n");
}

static void
write_replicas(struct buf *out, const struct copies *c)
{
	static const char *const	 heads[] = { "Replica", "State",
					    "Commits wait for it",
					    "#Bytes behind", "#Time behind",
					    "Connected", NULL };
	size_t				 i;

	page_table_begin(out, "Replicas", heads);
	for (i = 0; i < c->nreplica; i++) {
		html_add(out, "<tr><th scope=\"row\">%s</th><td>%s</td>"
		    "<td>%s</td>", c->replica[i].name,
		    replica_does(&c->replica[i]),
		    replica_awaited(&c->replica[i]));
		write_far(out, &c->replica[i]);
	}
	page_table_end(out);
}

static void
write_copies(struct buf *out, const struct picture *p)
{
	buf_text(out, "<section id=\"replicas\" data-live><h2>Replicas and "
	    "archive</h2>\n");
	if (!p->database)
		buf_text(out, "<p>Not known without the database.</p>\n");
	else {
		write_sentence(out, "", p, say_replicas);
		if (p->copies.nreplica != 0)
			write_replicas(out, &p->copies);
		write_sentence(out, "Archive of the WAL: ", p, say_archive);
	}
	buf_text(out, "</section>\n");
}

/* ---- settings ---------------------------------------------------------------------- */

static void
write_camp(struct buf *out, const struct difference *d, const struct camp *c)
{
	struct buf	 b = { 0 };

	camp_say(c, &b);
	html_add(out, "<tr><td>%s</td><td>%s</td><td class=\"text\"><code>%s"
	    "</code></td><td class=\"n\">%zu</td><td class=\"text\">%s</td>"
	    "</tr>\n", d->kind, d->key,
	    c->value == NULL ? "(others)" : c->value, c->n, b.data);
	buf_release(&b);
}

static void
write_fleet(struct buf *out, const struct picture *p)
{
	static const char *const	 heads[] = { "Of", "Setting", "Value",
					    "#Processes", "Which, and for how "
					    "long", NULL };
	const struct fleet		*f = &p->fleet;
	size_t				 i, k;

	buf_text(out, "<section id=\"settings\" data-live><h2>Settings that "
	    "differ</h2>\n");
	write_sentence(out, "", p, say_fleet);
	if (f->ndifference != 0) {
		page_table_begin(out, "Settings that differ", heads);
		for (i = 0; i < f->ndifference; i++)
			for (k = 0; k < f->difference[i].n; k++)
				write_camp(out, &f->difference[i],
				    &f->difference[i].camp[k]);
		page_table_end(out);
	}
	buf_text(out, "</section>\n");
}

void
health_standing_html(struct visit *v, struct buf *out)
{
	const struct picture	*p = pictures_look(v->console->pictures);

	write_brokers(out, p);
	write_copies(out, p);
	write_fleet(out, p);
	pictures_leave(v->console->pictures);
}

/* ---- the same as JSON ---------------------------------------------------------------- */

static void
json_sentence(struct json *j, const char *name, const struct picture *p,
    say_fn *say)
{
	struct buf	 b = { 0 };

	say(p, &b);
	json_text(j, name, b.data);
	buf_release(&b);
}

static void
json_brokers(struct json *j, const struct picture *p)
{
	size_t	 i;

	json_array(j, "brokers");
	for (i = 0; i < p->nbroker; i++) {
		const struct broker_picture	*b = &p->broker[i];

		json_object(j, NULL);
		json_text(j, "endpoint", b->endpoint);
		json_text(j, "name", broker_text(b, b->report.name));
		json_text(j, "state", broker_state(b));
		json_text(j, "version", broker_text(b, b->report.build));
		json_end(j);
	}
	json_end(j);
	json_int(j, "led_ms", p->led_ms);
	json_int(j, "lease_ms", p->lease_ms);
}

static void
json_replicas(struct json *j, const struct picture *p)
{
	size_t	 i;

	json_sentence(j, "replicas_say", p, say_replicas);
	json_sentence(j, "archive_says", p, say_archive);
	json_array(j, "replicas");
	for (i = 0; i < p->copies.nreplica; i++) {
		const struct replica	*r = &p->copies.replica[i];

		json_object(j, NULL);
		json_text(j, "name", r->name);
		json_text(j, "state", r->state);
		json_text(j, "sync", r->sync);
		json_int(j, "bytes_behind", r->bytes);
		json_int(j, "ms_behind", r->ms);
		json_text(j, "since", r->since);
		json_end(j);
	}
	json_end(j);
}

static void
json_camp(struct json *j, const struct camp *c)
{
	size_t	 i;

	json_object(j, NULL);
	json_text(j, "value", c->value == NULL ? "(others)" : c->value);
	json_int(j, "processes", (int64_t)c->n);
	json_array(j, "first");
	for (i = 0; i < c->n && i < CAMP_NAMED; i++) {
		json_object(j, NULL);
		json_text(j, "name", c->who[i]->name);
		json_text(j, "instance", c->who[i]->instance);
		json_int(j, "up_ms", (int64_t)c->who[i]->told.up_ms);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void
json_fleet(struct json *j, const struct picture *p)
{
	size_t	 i, k;

	json_sentence(j, "settings_say", p, say_fleet);
	json_array(j, "differences");
	for (i = 0; i < p->fleet.ndifference; i++) {
		const struct difference	*d = &p->fleet.difference[i];

		json_object(j, NULL);
		json_text(j, "of", d->kind);
		json_text(j, "setting", d->key);
		json_array(j, "values");
		for (k = 0; k < d->n; k++)
			json_camp(j, &d->camp[k]);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

void
health_standing_json(struct visit *v, struct json *j)
{
	const struct picture	*p = pictures_look(v->console->pictures);

	json_brokers(j, p);
	if (p->database)
		json_replicas(j, p);
	json_fleet(j, p);
	pictures_leave(v->console->pictures);
}
