/*
 * What another rule set would change: part of the page of a rule set.
 */
#include <string.h>

#include "base/clock.h"
#include "explain/passage.h"
#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/console/rulesets.h"

#define IN_FORCE	"in-force"

static const char *
name(const struct ruleset *set)
{
	return set != NULL ? set->id : IN_FORCE;
}

/* A set that rates, takes as many ratings, and is not the same. */
static int
fits(const struct ruleset *set, const struct ruleset *other)
{
	return other != set && other->rules->id != NULL &&
	    compare_alike(set, other);
}

/* Which is meant: 1, and NULL for that in force; or 0: none that fits. */
static int
read_other(const struct ruleset *set, const char *word,
    const struct ruleset **other)
{
	*other = ruleset_find(word);
	return set->rules->id != NULL && (strcmp(word, IN_FORCE) == 0 ||
	    (*other != NULL && fits(set, *other)));
}

void
impact_read(struct visit *v, struct ruleset_page *m)
{
	const struct ruleset	*other;

	if (!read_other(m->set, visit_argument(v, "against"), &other))
		return;
	m->against = other;
	m->impact = ARENA_NEW(v->arena, struct impact);
	impacts_look(v->console->impacts, (const struct ruleset *const [])
	    { other, m->set }, m->impact);
	if (other != NULL)
		v->command = visit_text(v, "sixthkey compare-rulesets %s %s",
		    other->id, m->set->id);
}

/* ---- HTML ---------------------------------------------------------------------- */

static void
write_form(struct visit *v, struct buf *out, const struct ruleset_page *m)
{
	const struct ruleset	*other;
	size_t			 i;

	page_form(v, out, "/rulesets/impact", "narrow");
	html_add(out, "<input type=\"hidden\" name=\"set\" value=\"%s\">"
	    "<label for=\"against\">Beside what each would be by</label>"
	    "<select id=\"against\" name=\"against\"><option value=\"%s\">the "
	    "set in force when it was rated</option>", m->set->id, IN_FORCE);
	for (i = 0; (other = ruleset_at(i)) != NULL; i++)
		if (fits(m->set, other))
			html_add(out, "<option value=\"%s\"%s>%s: %s</option>",
			    other->id, other == m->against ? " selected" : "",
			    other->id, other->title);
	buf_text(out, "</select><button>Find out what would change</button>"
	    "</form>\n");
}

static void
write_sums(struct buf *out, const struct comparison *c)
{
	const char	*heads[] = { "Rating", name(c->set[0]),
			    name(c->set[1]), NULL };
	int		 r;

	page_table_begin(out, "How many are rated what", heads);
	for (r = RATING_OUTSTANDING; r >= RATING_NONE; r--) {
		html_add(out, "<tr><th scope=\"row\">%s</th><td>", r ==
		    RATING_NONE ? "not certain" : rating_name((enum rating)r));
		say_count(out, (int64_t)c->n[0][r]);
		buf_text(out, "</td><td>");
		say_count(out, (int64_t)c->n[1][r]);
		buf_text(out, "</td></tr>\n");
	}
	page_table_end(out);
}

static void
write_change(struct buf *out, const struct impact_change *c)
{
	int	 i;

	buf_text(out, "<tr><td class=\"id\"><a href=\"/trusts/");
	html_segment(out, c->id);
	html_add(out, "\">%s</a></td><td class=\"text\">%s</td>", c->id,
	    c->name);
	for (i = 0; i < 2; i++)
		html_add(out, "<td>%s</td>", rating_name(c->by[i]));
	html_add(out, "<td>%s</td><td>%s</td></tr>\n", c->by[1] > c->by[0] ?
	    "▲ better" : "▼ worse", c->awarded == MARK_NONE ? "" :
	    mark_name(c->awarded));
}

static void
write_changes(struct buf *out, const struct impact *m)
{
	const char	*heads[] = { "Organisation", "Name",
			    name(m->sum.set[0]), name(m->sum.set[1]), "Change",
			    "Awarded", NULL };
	size_t		 i, all = m->sum.better + m->sum.worse;

	if (all == 0)
		return;
	page_table_begin(out, "Who would be rated otherwise", heads);
	for (i = 0; i < m->nchange; i++)
		write_change(out, &m->change[i]);
	page_table_end(out);
	if (all > m->nchange)
		html_add(out, "<p class=\"quiet\">These are the first %zu of "
		    "%zu; <code>sixthkey compare-rulesets</code> lists all."
		    "</p>\n", m->nchange, all);
}

static void
write_done(struct buf *out, const struct impact *m)
{
	const struct comparison	*c = &m->sum;

	html_add(out, "<p>Of %zu organisations that %s can rate <strong>%zu "
	    "would be rated otherwise</strong> than by %s: %zu better, %zu "
	    "worse. Of %zu it is not certain, because an input is not known. "
	    "As of ", c->all, c->set[1]->id, c->better + c->worse,
	    c->set[0] != NULL ? c->set[0]->id : "the set in force when it was "
	    "rated", c->better, c->worse, c->uncertain);
	say_age(out, clock_ms() - m->began_ms);
	buf_text(out, " ago.</p>\n");
	write_changes(out, m);
	write_sums(out, c);
}

static void
write_result(struct buf *out, const struct impact *m)
{
	switch (m->state) {
	case IMPACT_NONE:
		buf_text(out, "<p class=\"quiet\">Nobody has asked yet.</p>\n");
		break;
	case IMPACT_RUNS:
		buf_text(out, "<p class=\"quiet\">It is being worked out; this "
		    "page shows it when it is.</p>\n");
		break;
	case IMPACT_FAILED:
		html_add(out, "<p class=\"bad\">It could not be worked out: "
		    "%s</p>\n", m->why.text);
		break;
	case IMPACT_DONE:
		write_done(out, m);
		break;
	}
}

void
impact_html(struct visit *v, struct buf *out)
{
	const struct ruleset_page	*m = v->model;

	buf_text(out, "<section><h2>What it would change</h2>\n"
	    "<p class=\"quiet\">Every published organisation, rated by both "
	    "from the same inputs. Nothing is written.</p>\n");
	write_form(v, out, m);
	buf_text(out, "<div id=\"impact\" data-live>");
	if (m->impact != NULL)
		write_result(out, m->impact);
	buf_text(out, "</div></section>\n");
}

/* ---- JSON, and asking ------------------------------------------------------------- */

static void
list_change(struct json *j, const struct impact_change *c)
{
	json_object(j, NULL);
	json_text(j, "organisation", c->id);
	json_text(j, "name", c->name);
	json_text(j, "a", rating_code(c->by[0]));
	json_text(j, "b", rating_code(c->by[1]));
	json_text(j, "awarded", mark_code(c->awarded));
	json_end(j);
}

void
impact_json(const struct ruleset_page *m, struct json *j)
{
	static const char *const states[] = {
		[IMPACT_NONE] = "not asked", [IMPACT_RUNS] = "running",
		[IMPACT_DONE] = "done", [IMPACT_FAILED] = "failed"
	};
	size_t	i;

	if (m->impact == NULL)
		return;
	json_object(j, "impact");
	json_text(j, "a", name(m->against));
	json_text(j, "b", m->set->id);
	json_text(j, "state", states[m->impact->state]);
	json_int(j, "compared", (int64_t)m->impact->sum.all);
	json_int(j, "better", (int64_t)m->impact->sum.better);
	json_int(j, "worse", (int64_t)m->impact->sum.worse);
	json_int(j, "uncertain", (int64_t)m->impact->sum.uncertain);
	json_array(j, "changes");
	for (i = 0; i < m->impact->nchange; i++)
		list_change(j, &m->impact->change[i]);
	json_end(j);
	json_end(j);
}

int
ruleset_impact(struct visit *v, struct err *e)
{
	const struct ruleset	*set = ruleset_find(visit_field(v, "set"));
	const struct ruleset	*other;

	(void)e;
	if (set == NULL || !read_other(set, visit_field(v, "against"),
	    &other))
		return visit_refuse(v, 422, "Nothing was done: these are not "
		    "two rule sets for the same ratings.");
	impacts_ask(v->console->impacts, (const struct ruleset *const [])
	    { other, set });
	v->go = visit_text(v, "/rulesets/%s?against=%s", set->id, name(other));
	return 0;
}
