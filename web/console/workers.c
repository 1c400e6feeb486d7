/*
 * The workers of a stage, and asking one of them to leave: it finishes what it
 * has, and what keeps it running may start another.
 */
#include <string.h>

#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/picture.h"

static void
write_drain(struct visit *v, struct buf *out, const struct worker_report *w)
{
	const char	*short_id = visit_text(v, "%.*s", LINE_NODE,
			    w->instance);

	buf_text(out, "<details class=\"do\"><summary>Drain…</summary>");
	page_form(v, out, "/drain", "");
	html_add(out, "<input type=\"hidden\" name=\"stage\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"worker\" value=\"%s\">",
	    stage_name(w->stage), short_id);
	page_reason(out, short_id);
	html_add(out, "<button>Drain %s</button></form></details>", short_id);
}

static void
write_worker(struct visit *v, struct buf *out, const struct worker_report *w)
{
	html_add(out, "<tr><td>%s</td><td class=\"id\"><code>%s</code></td>"
	    "<td>%s</td><td>%s</td><td class=\"n\">", w->name,
	    visit_text(v, "%.*s", LINE_NODE, w->instance), w->build,
	    worker_state_name(w->state));
	say_count(out, w->in_flight);
	buf_text(out, "</td><td class=\"n\">");
	say_count(out, w->room);
	buf_text(out, "</td><td>");
	if (visit_may(v, MAY_OPERATE) && w->state != WORKER_DRAINING)
		write_drain(v, out, w);
	buf_text(out, "</td></tr>\n");
}

void
workers_html(struct visit *v, struct buf *out, enum stage stage)
{
	static const char *const	 heads[] = { "Worker", "Instance",
					    "Version", "State", "#In hand",
					    "#Room for", "Ask it to leave", NULL };
	const struct picture		*p = pictures_look(
					    v->console->pictures);
	const struct broker_picture	*b = picture_leader(p);
	size_t				 i;

	buf_text(out, "<section id=\"workers\" data-live><h2>Workers</h2>\n");
	page_table_begin(out, "Workers", heads);
	for (i = 0; b != NULL && i < b->report.nworker; i++)
		if (b->report.worker[i].stage == stage)
			write_worker(v, out, &b->report.worker[i]);
	page_table_end(out);
	buf_text(out, "</section>\n");
	pictures_leave(v->console->pictures);
}

/* True while the leading broker knows it. */
static int
is_there(struct visit *v, const char *worker)
{
	const struct picture		*p = pictures_look(
					    v->console->pictures);
	const struct broker_picture	*b = picture_leader(p);
	int				 found = 0;
	size_t				 i;

	for (i = 0; b != NULL && i < b->report.nworker; i++)
		found |= strncmp(b->report.worker[i].instance, worker,
		    strlen(worker)) == 0;
	pictures_leave(v->console->pictures);
	return found;
}

int
worker_drain(struct visit *v, struct err *e)
{
	const char	*worker = visit_field(v, "worker"), *was;
	struct setting	 s = { .key = visit_text(v, "drain:%s", worker),
			    .value = "1", .who = v->who };
	enum stage	 stage = stage_parse(visit_field(v, "stage"));

	if (strlen(worker) != LINE_NODE || stage == STAGE_NONE ||
	    !is_there(v, worker))
		return visit_refuse(v, 409, "Nothing was done: that worker is "
		    "not there any more.");
	if (!visit_reason(v, &s.reason))
		return 0;
	if (setting_put(v->db, &s, &was, v->arena, e) != 0)
		return -1;
	v->go = visit_text(v, "/stages/%s", stage_name(stage));
	return 0;
}
