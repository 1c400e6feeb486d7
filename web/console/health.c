/*
 * Health - every check of the line with what it found, who leads, who copies the
 * database, who is set otherwise than its like, and which versions of the
 * programs have started of late.
 */
#include <string.h>

#include "web/checks.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

enum { NODES = 30 };
enum { COL_NODE, COL_PROGRAM, COL_NAME, COL_BUILD, COL_STARTED };

struct health {
	struct checks	 checks;
	struct rows	*nodes;
};

static const char *const words[] = { "well", "look", "not well" };

int
health_read(struct visit *v, struct err *e)
{
	struct health	*m = ARENA_NEW(v->arena, struct health);
	struct params	*p = params_new();
	size_t		 i, wrong = 0;

	v->model = m;
	m->checks = (struct checks){ .pictures = v->console->pictures,
	    .door = v->console->door, .desk = v->console->desk,
	    .arena = v->arena };
	checks_look(&m->checks);
	params_int4(p, NODES);
	m->nodes = visit_rows(v, Q_SHOW_NODES, p, e);
	if (m->nodes == NULL)
		return -1;
	for (i = 0; i < m->checks.n; i++)
		wrong += m->checks.result[i].found != FINE;
	v->grave = wrong > 0;
	v->command = "sixthkey doctor --bundle";
	v->say = wrong == 0 ? "Every check is well." : visit_text(v,
	    "%zu of %zu checks %s a look.", wrong, m->checks.n, wrong == 1 ?
	    "needs" : "need");
	return 0;
}

static void
write_checks(struct buf *out, const struct checks *c)
{
	static const char *const	 heads[] = { "Check", "State", "What it "
					    "found", NULL };
	static const char *const	 class[] = { "good", "warn", "bad" };
	size_t				 i;

	html_add(out, "<section id=\"checks\" data-live><h2>Checks, as of %lld "
	    "s ago</h2>\n", c->age_ms < 0 ? -1LL : (long long)c->age_ms / 1000);
	page_table_begin(out, "Checks", heads);
	for (i = 0; i < c->n; i++)
		html_add(out, "<tr><th scope=\"row\">%s</th><td>"
		    "<span class=\"state %s\">%s</span></td>"
		    "<td class=\"text\">%s</td></tr>\n", c->result[i].what,
		    class[c->result[i].found], words[c->result[i].found],
		    c->result[i].why);
	page_table_end(out);
	buf_text(out, "</section>\n");
}

static void
write_nodes(struct buf *out, const struct rows *r)
{
	static const char *const	 heads[] = { "#Node", "Program", "Name",
					    "Version", "Started", NULL };
	size_t				 i;

	buf_text(out, "<h2>Newest starts</h2>\n");
	page_table_begin(out, "Newest starts", heads);
	for (i = 0; i < rows_count(r); i++) {
		html_add(out, "<tr><td class=\"n\">%lld</td><td>%s</td>"
		    "<td>%s</td><td>%s</td><td>", (long long)rows_int(r, i,
		    COL_NODE), rows_text(r, i, COL_PROGRAM), rows_text(r, i,
		    COL_NAME), rows_text(r, i, COL_BUILD));
		page_time(out, rows_text(r, i, COL_STARTED));
		buf_text(out, "</td></tr>\n");
	}
	page_table_end(out);
}

void
health_html(struct visit *v, struct buf *out)
{
	const struct health	*m = v->model;

	write_checks(out, &m->checks);
	health_standing_html(v, out);
	write_nodes(out, m->nodes);
	buf_text(out, "<p>For whoever helps: <code>sixthkey doctor --bundle"
	    "</code> packs settings, versions, figures and the newest lines of "
	    "the logs, and no secrets. Where a setting comes from: <code>"
	    "sixthkey config show --origin</code></p>\n");
}

void
health_json(struct visit *v, struct json *j)
{
	const struct health	*m = v->model;
	size_t			 i;

	json_int(j, "age_ms", m->checks.age_ms);
	json_array(j, "checks");
	for (i = 0; i < m->checks.n; i++) {
		json_object(j, NULL);
		json_text(j, "check", m->checks.result[i].what);
		json_text(j, "state", words[m->checks.result[i].found]);
		json_text(j, "found", m->checks.result[i].why);
		json_end(j);
	}
	json_end(j);
	health_standing_json(v, j);
	json_array(j, "nodes");
	for (i = 0; i < rows_count(m->nodes); i++) {
		json_object(j, NULL);
		json_int(j, "node", rows_int(m->nodes, i, COL_NODE));
		json_text(j, "program", rows_text(m->nodes, i, COL_PROGRAM));
		json_text(j, "version", rows_text(m->nodes, i, COL_BUILD));
		json_text(j, "started", rows_text(m->nodes, i, COL_STARTED));
		json_end(j);
	}
	json_end(j);
}
