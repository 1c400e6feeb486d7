#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "cli/cmd.h"
#include "cli/desk_submit.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "proto/client.h"
#include "proto/convert.h"

enum { PATIENCE_MS = 30000, ID_BYTES = 8 };

static void
on_answer(void *arg, const struct client_answer *answer)
{
	struct client_answer	*out = arg;

	*out = *answer;
	if (answer->answer == ANSWER_REJECTED ||
	    answer->answer == ANSWER_CONFLICT)
		cmd_say("line", "%s", answer->text);
	out->text = NULL;
}

/* EXIT_OK: it is in, once. */
static int
submit(const char *verb, const struct event *ev, struct client_answer *answer)
{
	const char	*endpoint = link_setting(verb, "SIXTHKEY_SUBMIT");
	struct key_conf	 key;
	struct client	*c;
	struct err	 e = { 0 };
	int		 code = identity_load(verb, &key);

	if (endpoint == NULL || code != EXIT_OK)
		return endpoint == NULL ? EXIT_USAGE : code;
	c = client_open_as(&key, endpoint, 1, on_answer, answer, &e);
	if (c == NULL || client_submit(c, ev, 1, PATIENCE_MS, &e) != 0 ||
	    client_flush(c, PATIENCE_MS, &e) != 0)
		code = link_failed(verb, &e);
	else if (answer->answer != ANSWER_ACCEPTED &&
	    answer->answer != ANSWER_DUPLICATE)
		code = EXIT_DATA;
	client_close(&c);
	return code;
}

/* `answer` is NULL where nothing was done. */
static void
put_row(const struct decided *d, const struct event *ev,
    const struct client_answer *answer)
{
	static const struct heading	headings[] = {
		{ "id", 0 }, { "source", 0 }, { "what", 0 }, { "answer", 0 },
		{ "event", 1 }
	};
	char	 event[24] = "";

	if (answer != NULL)
		snprintf(event, sizeof(event), "%llu",
		    (unsigned long long)answer->event);
	list_one(stdout, d->form, headings, 5, (const char *const []){
	    ev->source_id, ev->source, d->what,
	    answer == NULL ? "" : answer_name(answer->answer), event });
}

static void
show(const struct decided *d, const struct event *ev)
{
	int	 refers = d->reference != NULL;

	printf("%s\n  %s: %s; agreed by %s%s%s\n  %s %s\n", d->what,
	    d->author, d->rationale, d->approver, refers ? "; see " : "",
	    refers ? d->reference : "", ev->source, ev->source_id);
	if (!d->yes)
		puts("Nothing done.  To go on: the same with --yes");
}

int
desk_submit(const struct decided *d, struct event *ev, struct arena *a)
{
	struct client_answer	 answer = { 0 };
	uint8_t			 sum[DIGEST_SIZE];
	char			 hex[DIGEST_HEX];
	int			 code = EXIT_OK, people = d->form == FORM_TABLE;

	event_digest(ev, sum);
	ev->source_id = arena_printf(a, "%s/%s", event_kind_name(ev->kind),
	    digest_hex(sum, ID_BYTES, hex));
	if (people)
		show(d, ev);
	if (d->yes)
		code = submit(d->verb, ev, &answer);
	if (code == EXIT_OK && !people)
		put_row(d, ev, d->yes ? &answer : NULL);
	if (code != EXIT_OK || !people || !d->yes)
		return code;
	printf("%s as event %llu\n", answer_name(answer.answer),
	    (unsigned long long)answer.event);
	cmd_next("sixthkey journey %llu", (unsigned long long)answer.event);
	return EXIT_OK;
}
