/*
 * Propose - the form for one kind of decision about one trust, made from the
 * rows of its content.  Nothing is done by it but that a second person is asked.
 */
#include <string.h>

#include "web/console/inside.h"
#include "web/console/motions.h"
#include "web/console/pages.h"

enum { LONG_TEXT = 1000 };	/* more than so many bytes: an area */

/* ---- the form ------------------------------------------------------------------ */

/* What has no verb of its own is fed as the event that it is. */
static const char *
verb_of(const char *name)
{
	static const struct {
		const char	*name, *verb;
	} verbs[] = {
		{ "award", "award" }, { "deviate", "award" },
		{ "publish", "publish" }, { "withhold", "withdraw" },
		{ "withdraw", "correct" },
	};
	size_t	i;

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return verbs[i].verb;
	return "feed";
}

int
propose_read(struct visit *v, struct err *e)
{
	const struct motion_kind	*k = motion_find(v->rest);
	const char			*subject = visit_argument(v, "subject");

	(void)e;
	if (k == NULL || subject[0] == '\0')
		return visit_refuse(v, 404, "There is nothing of that name to "
		    "propose; open a trust and choose there.");
	v->model = ARENA_NEW(v->arena, struct motion);
	*(struct motion *)v->model = (struct motion){ .kind = k,
	    .subject = subject };
	v->title = visit_text(v, "%s: %s", subject, k->title);
	v->say = "Nothing changes until somebody else carries it.";
	v->command = visit_text(v, "sixthkey help %s", verb_of(k->name));
	return 0;
}

/* What people are asked for; where the name of the field does not say it. */
static const char *
label_of(const char *name)
{
	static const struct {
		const char	*name, *label;
	} labels[] = {
		{ "about", "Digest of the version, or name of the review" },
		{ "from", "Rating that the rules give" },
		{ "id", "The event's id there" },
		{ "location", "Location" },
		{ "on", "Date it carries" },
		{ "proposed", "Rating that NHS Improvement proposed" },
		{ "question", "Key question" },
		{ "rated", "Date it was rated" },
		{ "rating", "Rating" },
		{ "reason", "Reason, as it stands with the rating" },
		{ "reference", "Where that is written down" },
		{ "report", "Address of the report" },
		{ "role", "Who asked for it" },
		{ "service", "Service" },
		{ "since", "From this day on" },
		{ "source", "Source of the event" },
		{ "text", "Remark" },
		{ "to", "Rating in its place" },
		{ "type", "Why it is left out" },
		{ "until", "Until this day" },
	};
	size_t	i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strcmp(labels[i].name, name) == 0)
			return labels[i].label;
	return name;
}

static void
write_words(struct visit *v, struct buf *out, const struct field *f)
{
	const char	*given = visit_argument(v, f->name);
	unsigned	 i;

	html_add(out, "<select id=\"f-%s\" name=\"%s\"%s>"
	    "<option value=\"\"></option>", f->name, f->name,
	    f->flags & FIELD_NEEDED ? " required" : "");
	for (i = 1; i < f->words->count; i++) {
		const char	*word = vocabulary_name(f->words, i);

		html_add(out, "<option%s>%s</option>", strcmp(word, given) == 0 ?
		    " selected" : "", word);
	}
	buf_text(out, "</select>\n");
}

static void
write_field(struct visit *v, struct buf *out, const struct field *f)
{
	const char	*need = f->flags & FIELD_NEEDED ? " required" : "";

	html_add(out, "<label for=\"f-%s\">%s%s</label>", f->name,
	    label_of(f->name), *need == '\0' ? " (may be empty)" : "");
	if (f->type == FIELD_WORD)
		write_words(v, out, f);
	else if (f->type == FIELD_TEXT && f->max > LONG_TEXT)
		html_add(out, "<textarea id=\"f-%s\" name=\"%s\" rows=\"3\" "
		    "maxlength=\"%zu\"%s>%s</textarea>\n", f->name, f->name,
		    f->max, need, visit_argument(v, f->name));
	else
		html_add(out, "<input id=\"f-%s\" name=\"%s\" type=\"%s\" "
		    "value=\"%s\"%s>\n", f->name, f->name,
		    f->type == FIELD_DAY ? "date" : "text",
		    visit_argument(v, f->name), need);
}

void
propose_html(struct visit *v, struct buf *out)
{
	const struct motion	*m = v->model;
	size_t			 i;

	page_form(v, out, "/propose", "ask");
	html_add(out, "<input type=\"hidden\" name=\"kind\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"subject\" value=\"%s\">\n",
	    m->kind->name, m->subject);
	for (i = 0; m->kind->field[i] != NULL; i++)
		write_field(v, out, motion_field(m->kind, m->kind->field[i]));
	html_add(out, "<label for=\"f-why\">Why you propose it, for the audit"
	    "</label><input id=\"f-why\" name=\"why\" required "
	    "maxlength=\"200\">\n<button>Propose</button></form>\n");
}

void
propose_json(struct visit *v, struct json *j)
{
	const struct motion	*m = v->model;
	size_t			 i;

	json_text(j, "kind", m->kind->name);
	json_text(j, "subject", m->subject);
	json_array(j, "fields");
	for (i = 0; m->kind->field[i] != NULL; i++)
		json_text(j, NULL, m->kind->field[i]);
	json_end(j);
}

void
motion_links(struct visit *v, struct buf *out, const char *subject,
    const char *digest)
{
	const struct motion_kind	*k;

	if (!visit_may(v, MAY_PROPOSE))
		return;
	buf_text(out, "<details class=\"do\"><summary>Propose…</summary><ul>\n");
	for (k = motion_kinds; k->name != NULL; k++) {
		html_add(out, "<li><a href=\"/propose/%s?subject=", k->name);
		html_segment(out, subject);
		if (motion_field(k, "about") != NULL && digest[0] != '\0')
			html_add(out, "&amp;about=%s", digest);
		html_add(out, "\">%s</a></li>\n", k->title);
	}
	buf_text(out, "</ul></details>\n");
}

/* ---- what was filled in ---------------------------------------------------------- */

/* As a form has them; those that are empty say nothing. */
static const char *
keep_fields(struct visit *v, const struct motion_kind *k)
{
	struct buf	 b = { 0 };
	const char	*text, *value;
	size_t		 i;

	for (i = 0; k->field[i] != NULL; i++) {
		value = visit_field(v, k->field[i]);
		if (value[0] == '\0')
			continue;
		buf_printf(&b, "%s%s=", b.len == 0 ? "" : "&", k->field[i]);
		html_segment(&b, value);
	}
	text = arena_text(v->arena, b.len == 0 ? "" : b.data);
	buf_release(&b);
	return text;
}

static int
put(struct visit *v, const struct motion *m, struct err *e)
{
	struct params	*p = params_new();

	params_text(p, m->kind->name);
	params_text(p, m->subject);
	params_text(p, keep_fields(v, m->kind));
	params_text(p, v->who);
	params_text(p, visit_field(v, "why"));
	if (visit_rows(v, Q_CONSOLE_PROPOSE, p, e) == NULL)
		return -1;
	v->go = "/decisions";
	return 0;
}

/* What can never become an event is not even proposed. */
int
motion_propose(struct visit *v, struct err *e)
{
	struct motion	 m = { .kind = motion_find(visit_field(v, "kind")),
			    .subject = visit_field(v, "subject"),
			    .source_id = "motion", .author = v->who,
			    .approver = "a second person" };
	const char	*why = visit_field(v, "why");
	struct event	 ev;
	struct err	 fault = { 0 };

	if (m.kind == NULL)
		return visit_refuse(v, 422, "Nothing was done: there is "
		    "nothing of that name to propose.");
	if (why[strspn(why, " \t\r\n")] == '\0')
		return visit_refuse(v, 422, "Nothing was done: say why; it "
		    "stays in the audit.");
	if (motion_make(v, &m, v->field, v->nfield, &ev, &fault) != 0)
		return visit_refuse(v, 422, visit_text(v, "Nothing was done: "
		    "%s.", fault.text));
	return put(v, &m, e);
}
