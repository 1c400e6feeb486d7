/*
 * Rule sets - the rules row by row, how sure anyone can be of each, and what
 * they give for a few inputs.
 */
#include <string.h>

#include "explain/ruleset.h"
#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/console/rulesets.h"

/* ---- all of them ---------------------------------------------------------------- */

int
rulesets_read(struct visit *v, struct err *e)
{
	size_t	n = 0, unsure = 0;

	(void)e;
	for (; ruleset_at(n) != NULL; n++)
		unsure += ruleset_at(n)->basis != BASIS_CONFIRMED;
	v->command = "sixthkey rulesets";
	v->say = visit_text(v, "%zu rule sets; %zu of them rest on "
	    "something other than the rules' own text.", n, unsure);
	return 0;
}

static void
write_basis(struct buf *out, enum basis b)
{
	html_add(out, "<td class=\"%s\">%s</td>", b == BASIS_CONFIRMED ?
	    "good" : "warn", basis_name(b));
}

void
rulesets_html(struct visit *v, struct buf *out)
{
	static const char *const	 heads[] = { "Rule set", "What it is",
					    "For", "In force", "Basis", NULL };
	const struct ruleset		*set;
	char				 days[RULESET_CELL];
	size_t				 i;

	(void)v;
	page_table_begin(out, "Rule sets", heads);
	for (i = 0; (set = ruleset_at(i)) != NULL; i++) {
		ruleset_in_force(set, days);
		html_add(out, "<tr><td><a href=\"/rulesets/%s\">%s</a></td>"
		    "<td class=\"text\">%s</td><td>%s</td><td>%s</td>", set->id,
		    set->id, set->title, purpose_name(set->purpose), days);
		write_basis(out, set->basis);
		buf_text(out, "</tr>\n");
	}
	page_table_end(out);
}

static void
list_set(struct json *j, const struct ruleset *set)
{
	json_text(j, "id", set->id);
	json_text(j, "title", set->title);
	json_text(j, "purpose", purpose_name(set->purpose));
	json_text(j, "from", set->from);
	json_text(j, "until", set->until);
	json_text(j, "basis", basis_name(set->basis));
	json_text(j, "source", set->source);
}

void
rulesets_json(struct visit *v, struct json *j)
{
	size_t	i;

	(void)v;
	json_array(j, "rulesets");
	for (i = 0; ruleset_at(i) != NULL; i++) {
		json_object(j, NULL);
		list_set(j, ruleset_at(i));
		json_end(j);
	}
	json_end(j);
}

/* ---- one ------------------------------------------------------------------------ */

int
ruleset_read(struct visit *v, struct err *e)
{
	const struct ruleset	*set = ruleset_find(v->rest);
	struct ruleset_page	*m = ARENA_NEW(v->arena, struct ruleset_page);
	char			 days[RULESET_CELL];

	(void)e;
	if (set == NULL)
		return visit_refuse(v, 404, "There is no rule set of that "
		    "name.");
	ruleset_in_force(set, days);
	v->model = m;
	m->set = set;
	v->title = set->id;
	v->say = visit_text(v, "%s; %s, %s (%s).", set->title, days,
	    basis_name(set->basis), set->source);
	v->command = visit_text(v, "sixthkey rulesets %s", set->id);
	impact_read(v, m);
	return 0;
}

static void
write_rules(struct buf *out, const struct ruleset *set)
{
	static const char *const	 heads[] = { "Row", "#Rated inputs",
					    "Needs", "None of the rest below",
					    "Gives", "Basis", "Source", NULL };
	const struct rule		*r;
	char				 band[RULESET_CELL], need[RULESET_CELL];

	buf_text(out, "<h2>Rows, the first that holds decides</h2>\n");
	page_table_begin(out, "Rows", heads);
	for (r = set->rules; r->id != NULL; r++) {
		rule_band(r, band);
		rule_condition(r, need);
		html_add(out, "<tr><th scope=\"row\">%s</th>"
		    "<td class=\"n\">%s</td><td>%s</td><td>%s</td><td>",
		    r->id, band, need, r->rest == RATING_INADEQUATE ? "" : rating_name(r->rest));
		html_add(out, "%s</td>", rating_name(r->then));
		write_basis(out, r->basis);
		buf_text(out, "<td class=\"text\">");
		page_link(out, r->source);
		buf_text(out, "</td></tr>\n");
	}
	page_table_end(out);
}

/* What a few inputs come to, as many as the set is for. */
static void
write_examples(struct buf *out, const struct ruleset *set)
{
	static const char *const heads[] = { "Inputs", "Gives", "By row",
		NULL };
	static const struct {
		const char	*text;
		enum rating	 of;
		uint8_t		 count;
	} examples[] = {
		{ "all Good", RATING_GOOD, 0 },
		{ "one Requires improvement, the rest Good", RATING_IMPROVE, 1 },
		{ "two Requires improvement, the rest Good", RATING_IMPROVE, 2 },
		{ "three Requires improvement, the rest Good", RATING_IMPROVE,
		  3 },
		{ "one Inadequate, the rest Good", RATING_INADEQUATE, 1 },
		{ "two Inadequate, the rest Good", RATING_INADEQUATE, 2 },
		{ "two Outstanding, the rest Good", RATING_OUTSTANDING, 2 },
	};
	uint8_t	inputs = set->purpose == PURPOSE_COMBINED ? 6 : 5;
	size_t	i;

	html_add(out, "<h2>What %d inputs come to</h2>\n", inputs);
	page_table_begin(out, "Examples", heads);
	for (i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		uint8_t		 n[RATING_COUNT] = { 0 };
		struct outcome	 o;

		n[RATING_GOOD] = (uint8_t)(inputs - examples[i].count);
		n[examples[i].of] = (uint8_t)(n[examples[i].of] +
		    examples[i].count);
		o = rules_decide(set, n);
		html_add(out, "<tr><th scope=\"row\">%s</th><td>%s</td>"
		    "<td>%s</td></tr>\n", examples[i].text,
		    rating_name(o.rating), o.rule == NULL ? "" : o.rule->id);
	}
	page_table_end(out);
}

void
ruleset_html(struct visit *v, struct buf *out)
{
	const struct ruleset	*set =
				    ((const struct ruleset_page *)v->model)->set;
	struct buf		 beside = { 0 };

	if (set->rules->id != NULL) {
		write_rules(out, set);
		write_examples(out, set);
		impact_html(v, out);
	}
	ruleset_beside_text(set, &beside);
	if (beside.len > 0)
		html_add(out, "<h2>Beside the rows</h2>\n<pre tabindex=\"0\" "
		    "role=\"region\" aria-label=\"Beside the rows\">%s</pre>\n",
		    beside.data);
	buf_release(&beside);
}

void
ruleset_json(struct visit *v, struct json *j)
{
	const struct ruleset_page	*m = v->model;
	const struct ruleset		*set = m->set;
	const struct rule		*r;

	list_set(j, set);
	json_array(j, "rows");
	for (r = set->rules; r->id != NULL; r++) {
		json_object(j, NULL);
		json_text(j, "id", r->id);
		json_int(j, "inputs_min", r->n_min);
		json_int(j, "inputs_max", r->n_max);
		json_text(j, "of", rating_name(r->of));
		json_int(j, "at_least", r->at_least);
		json_text(j, "rest", rating_name(r->rest));
		json_text(j, "gives", rating_name(r->then));
		json_text(j, "basis", basis_name(r->basis));
		json_text(j, "source", r->source);
		json_end(j);
	}
	json_end(j);
	ruleset_beside_json(set, j);
	impact_json(m, j);
}
