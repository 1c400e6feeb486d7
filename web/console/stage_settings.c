#include <string.h>

#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/console/stage_settings.h"

/* ---- read ---------------------------------------------------------------------- */

/* What the broker that leads says of this stage; nothing where nobody does. */
static void
read_report(struct visit *v, struct stage_settings *out)
{
	const struct picture		*p = pictures_look(v->console->pictures);
	const struct broker_picture	*b = picture_is_old(p) ? NULL :
					    picture_leader(p);
	struct setting_report		*copy;
	size_t				 i, n = b == NULL ? 0 :
					    b->report.nsetting;

	copy = ARENA_ARRAY(v->arena, n, struct setting_report);
	for (i = 0; i < n; i++) {
		const struct setting_report	*r = &b->report.setting[i];

		if (r->stage == out->stage)
			copy[out->report.nsetting++] = (struct setting_report){
			    r->stage, arena_text(v->arena, r->key),
			    arena_text(v->arena, r->value),
			    arena_text(v->arena, r->origin) };
	}
	out->report.setting = copy;
	pictures_leave(v->console->pictures);
}

int
stage_settings_read(struct visit *v, enum stage stage,
    struct stage_settings *out, struct err *e)
{
	*out = (struct stage_settings){ .stage = stage };
	read_report(v, out);
	out->rows = visit_rows(v, Q_SHOW_SETTINGS, NULL, e);
	return out->rows == NULL ? -1 : 0;
}

static struct setting_now
now_of(const struct stage_settings *s, const char *key)
{
	return setting_now(s->rows, &s->report, s->stage, key);
}

/* As people set it, "" where nobody did: what a change is compared with. */
static const char *
set_to(const struct stage_settings *s, const char *key)
{
	int	 row = now_of(s, key).row;

	return row < 0 ? "" : rows_text(s->rows, (size_t)row, SETTING_VALUE);
}

static const char *
shown(const char *value)
{
	return value == NULL ? "as started" : *value == '\0' ? "(empty)" :
	    value;
}

/* What a change begins from: as it was set, in effect yet or not. */
static const char *
before(const struct stage_settings *s, const char *key)
{
	struct setting_now	 now = now_of(s, key);

	return shown(now.row < 0 ? now.value : rows_text(s->rows,
	    (size_t)now.row, SETTING_VALUE));
}

/* ---- what is ------------------------------------------------------------------- */

static void
write_who(struct buf *out, const struct stage_settings *s,
    const struct setting_now *now)
{
	const struct rows	*r = s->rows;
	size_t			 i = (size_t)now->row;

	html_add(out, "set %s by %s since ", rows_int(r, i, SETTING_STAGE) ==
	    STAGE_NONE ? "for all stages" : "here",
	    rows_text(r, i, SETTING_WHO));
	page_time(out, rows_text(r, i, SETTING_AT));
	html_add(out, ": “%s”", rows_text(r, i, SETTING_REASON));
	if (now->late)
		html_add(out, "; to %s, which the broker has not taken up yet",
		    rows_text(r, i, SETTING_VALUE));
}

static void
write_origin(struct buf *out, const struct stage_settings *s,
    const struct setting_now *now)
{
	if (now->row >= 0)
		write_who(out, s, now);
	else if (*now->origin == '\0')
		buf_text(out, "as the broker was started, which does not "
		    "answer");
	else if (strcmp(now->origin, "default") == 0)
		buf_text(out, "default");
	else
		html_add(out, "as the broker was started: %s", now->origin);
}

void
stage_settings_html(struct buf *out, const struct stage_settings *s)
{
	static const char *const heads[] = { "Setting", "Is", "Origin", "What "
	    "it is", NULL };
	const struct setting_key	*k;

	buf_text(out, "<section id=\"settings\" data-live><h2>Settings</h2>\n");
	page_table_begin(out, "Settings", heads);
	for (k = setting_keys; k->name != NULL; k++) {
		struct setting_now	 now = now_of(s, k->name);

		html_add(out, "<tr><th scope=\"row\">%s</th><td>%s</td>"
		    "<td class=\"text\">", k->name, now.value == NULL ? "–" :
		    shown(now.value));
		write_origin(out, s, &now);
		html_add(out, "</td><td class=\"text\">%s</td></tr>\n",
		    k->help);
	}
	page_table_end(out);
	buf_text(out, "</section>\n");
}

void
stage_settings_json(struct json *j, const struct stage_settings *s)
{
	const struct setting_key	*k;

	json_object(j, "settings");
	for (k = setting_keys; k->name != NULL; k++)
		json_text(j, k->name, now_of(s, k->name).value);
	json_end(j);
	json_object(j, "origins");
	for (k = setting_keys; k->name != NULL; k++) {
		struct setting_now	 now = now_of(s, k->name);

		json_text(j, k->name, now.row >= 0 ? SETTING_SET :
		    *now.origin == '\0' ? NULL : now.origin);
	}
	json_end(j);
}

/* ---- what is to be ------------------------------------------------------------- */

void
stage_settings_ask(struct buf *out, const struct stage_settings *s)
{
	const struct setting_key	*k;

	html_add(out, "<details><summary>Change a setting…</summary>"
	    "<form method=\"get\" action=\"/stages/%s\" class=\"narrow\">"
	    "<label for=\"key\">Setting</label><select id=\"key\" name=\"key\">",
	    stage_name(s->stage));
	for (k = setting_keys; k->name != NULL; k++)
		html_add(out, "<option value=\"%s\">%s (now %s)</option>",
		    k->name, k->name, before(s, k->name));
	buf_text(out, "</select><label for=\"value\">New value</label>"
	    "<input id=\"value\" name=\"value\" maxlength=\"255\">"
	    "<button>Look at the change</button></form></details>\n");
}

static void
write_change(struct visit *v, struct buf *out, const struct stage_settings *s,
    const struct setting_key *k, const char *value)
{
	static const char *const heads[] = { "Setting", "Is", "Will be",
	    "What it is", NULL };

	page_table_begin(out, "The change", heads);
	html_add(out, "<tr><th scope=\"row\">%s</th><td><del>%s</del></td>"
	    "<td><ins>%s</ins></td><td class=\"text\">%s</td></tr>\n", k->name,
	    before(s, k->name), value, k->help);
	page_table_end(out);
	page_form(v, out, "/set", "narrow");
	html_add(out, "<input type=\"hidden\" name=\"stage\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"key\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"value\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"was\" value=\"%s\">",
	    stage_name(s->stage), k->name, value, set_to(s, k->name));
	page_reason(out, "set");
	buf_text(out, "<button>Change it</button></form>\n");
}

void
stage_settings_preview(struct visit *v, struct buf *out,
    const struct stage_settings *s)
{
	const struct setting_key	*k = setting_find(visit_argument(v,
					    "key"));
	const char			*value = visit_argument(v, "value"),
					*fault;

	if (k == NULL)
		return;
	buf_text(out, "<section><h2>The change</h2>\n");
	fault = setting_fault(k, value, v->arena);
	if (fault != NULL)
		html_add(out, "<p class=\"bad\">It cannot be: %s.</p>\n", fault);
	else
		write_change(v, out, s, k, value);
	buf_text(out, "</section>\n");
}

/* ---- set ------------------------------------------------------------------------ */

/* Somebody has set it since the change was looked at. */
static int
refuse_unseen(struct visit *v, const struct setting *s, const char *now)
{
	return visit_refuse(v, 409, visit_text(v, "Nothing was done: %s is %s "
	    "by now. Look at the change again.", s->key,
	    *now == '\0' ? "as the broker was started" : now));
}

int
stage_set(struct visit *v, struct err *e)
{
	const struct setting_key	*k = setting_find(visit_field(v,
					    "key"));
	struct setting			 s = {
		stage_parse(visit_field(v, "stage")), k == NULL ? "" : k->name,
		visit_field(v, "value"), v->who, "", visit_field(v, "was")
	};
	const char			*fault, *was;
	int				 rc;

	if (k == NULL || s.stage == STAGE_NONE)
		return visit_refuse(v, 422, "Nothing was done: there is no such "
		    "stage or setting.");
	fault = setting_fault(k, s.value, v->arena);
	if (fault != NULL)
		return visit_refuse(v, 422, visit_text(v, "Nothing was done: "
		    "%s.", fault));
	if (!visit_reason(v, &s.reason))
		return 0;
	rc = setting_put(v->db, &s, &was, v->arena, e);
	if (rc != 0)
		return rc < 0 ? -1 : refuse_unseen(v, &s, was);
	v->go = visit_text(v, "/stages/%s", stage_name(s.stage));
	return 0;
}
