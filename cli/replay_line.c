#include <stdio.h>

#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/replay_line.h"

enum { PATIENCE_MS = 60000 };

static void
on_answer(void *arg, const struct client_answer *answer)
{
	struct replay_line	*l = arg;

	l->answer = answer->answer;
	snprintf(l->why, sizeof(l->why), "%s", answer->text);
}

static int
submit(void *arg, const struct event *ev, struct err *e)
{
	struct replay_line	*l = arg;

	l->answer = ANSWER_NONE;
	if (client_submit(l->client, ev, 1, PATIENCE_MS, e) != 0 ||
	    client_flush(l->client, PATIENCE_MS, e) != 0)
		return -1;
	return replay_answer(l->answer, l->why, e);
}

int
replay_line_open(struct replay_line *l)
{
	const char	*endpoint = link_setting("replay", "SIXTHKEY_SUBMIT");
	struct key_conf	 key;
	struct err	 e = { 0 };
	int		 code = identity_load("replay", &key);

	*l = (struct replay_line){ .line = { submit, l } };
	if (endpoint == NULL || code != EXIT_OK)
		return endpoint == NULL ? EXIT_USAGE : code;
	l->client = client_open_as(&key, endpoint, 0, on_answer, l, &e);
	return l->client == NULL ? link_failed("replay", &e) : EXIT_OK;
}

void
replay_line_close(struct replay_line *l)
{
	client_close(&l->client);
}
