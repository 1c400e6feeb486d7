/*
 * describe reject - one thing that was refused: where it came from, why, what
 * it says, and how it is mended.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/kept.h"
#include "cli/kept_describe.h"
#include "cli/link.h"

enum { INDENT = 2 };

/* Nothing foreign may move the cursor. */
static void
print_plain(struct bytes text)
{
	size_t	i;
	int	c;

	for (i = 0; i < text.len; i++) {
		c = text.data[i];
		putchar(c == '\n' || c == '\t' || (c >= ' ' && c != 0x7f) ?
		    c : '?');
	}
	if (text.len == 0 || text.data[text.len - 1] != '\n')
		putchar('\n');
}

static void
print_next(const struct kept *k, int is_event)
{
	if (k->standing[0] != 'o')
		return;
	if (is_event)
		cmd_next("sixthkey describe reject %s -o events "
		    ">mend.jsonl\n       mend it, under the same source and "
		    "id, then: sixthkey feed mend.jsonl", k->id);
	else
		cmd_next("mend it where it came from (%s), and feed that "
		    "again", k->via);
}

static void
print_table(const struct kept *k)
{
	const struct {
		const char	*name, *value;
	} rows[] = {
		{ "reject", k->id }, { "at", k->at }, { "source", k->source },
		{ "source id", k->source_id }, { "came by", k->via },
		{ "reason", k->reason }, { "standing", k->standing },
	};
	struct buf	 b = { 0 };
	int		 is_event = kept_event(k, INDENT, &b) == 0;
	size_t		 i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		printf("%-10s  ", rows[i].name);
		print_plain((struct bytes){ (const uint8_t *)rows[i].value,
		    strlen(rows[i].value) });
	}
	putchar('\n');
	print_plain(is_event ? (struct bytes){ (const uint8_t *)b.data,
	    b.len } : k->text);
	print_next(k, is_event);
	buf_release(&b);
}

static void
print_json(const struct kept *k, int indent)
{
	struct buf	 b = { 0 }, event = { 0 };
	struct arena	*a = arena_new(0);
	struct json	 j;

	json_init(&j, &b, indent);
	json_object(&j, NULL);
	json_raw(&j, "id", k->id, strlen(k->id));
	json_text(&j, "at", k->at);
	json_text(&j, "source", k->source);
	json_text(&j, "source_id", k->source_id);
	json_text(&j, "came_by", k->via);
	json_text(&j, "reason", k->reason);
	json_text(&j, "standing", k->standing);
	if (kept_event(k, 0, &event) == 0)
		json_raw(&j, "event", event.data, event.len);
	else
		json_text(&j, "text", arena_textn(a,
		    (const char *)k->text.data, k->text.len));
	json_end(&j);
	puts(b.data);
	arena_free(&a);
	buf_release(&event);
	buf_release(&b);
}

static int
print_event(const struct kept *k)
{
	struct buf	 b = { 0 };
	int		 rc = kept_event(k, 0, &b);

	if (rc == 0)
		puts(b.data);
	else
		cmd_say("describe", "what was refused here is no CloudEvent");
	buf_release(&b);
	return rc == 0 ? EXIT_OK : EXIT_DATA;
}

static int
print(const struct kept *k, enum form form)
{
	if (form == FORM_EVENTS)
		return print_event(k);
	if (form_is_table(form))
		print_table(k);
	else
		print_json(k, form == FORM_JSON ? INDENT : 0);
	return EXIT_OK;
}

static int
describe(struct db *db, int64_t id, enum form form)
{
	struct arena	*a = arena_new(0);
	int		 code;
	struct rows	*rows = kept_page("describe", db, INT64_MAX, 1, id, 1,
			    &code);
	struct kept	 k;

	if (rows != NULL && rows_count(rows) == 1) {
		kept_row(rows, 0, a, &k);
		code = print(&k, form);
	} else if (rows != NULL) {
		cmd_say("describe", "there is no reject %" PRId64 "; sixthkey "
		    "get rejects --all lists them", id);
		code = EXIT_NOINPUT;
	}
	rows_free(&rows);
	arena_free(&a);
	return code;
}

int
kept_describe(const char *word, enum form form)
{
	struct db	*db;
	int64_t		 id;
	int		 code;

	if (text_number(word, 1, INT64_MAX, &id) != 0)
		return cmd_misused("describe", "\"%s\" is no number of a "
		    "reject", word);
	if (form == FORM_CSV)
		return cmd_misused("describe", "-o takes table, json, jsonl or "
		    "events for a reject");
	code = link_db("describe", kept_queries, &db);
	if (code == EXIT_OK)
		code = describe(db, id, form);
	db_close(&db);
	return code;
}
