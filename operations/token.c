#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "operations/token.h"
#include "proto/bus.h"

void
token_make(struct token_made *t)
{
	char	 instance[33], public[KEY_HEX], secret[KEY_HEX];

	clock_instance(instance);
	bus_keypair(public, secret);
	snprintf(t->name, sizeof(t->name), "%.*s", TOKEN_NAME, instance);
	snprintf(t->text, sizeof(t->text), TOKEN_PREFIX "%s_%s", t->name,
	    secret);
	digest(t->text, strlen(t->text), t->digest);
	explicit_bzero(secret, sizeof(secret));
}

void
token_forget(struct token_made *t)
{
	explicit_bzero(t, sizeof(*t));
}

struct rows *
token_rotate(struct db *db, const struct token_change *c,
    struct token_made *made, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	token_make(made);
	params_text(p, c->name);
	params_text(p, made->name);
	params_bytea(p, (struct bytes){ made->digest, DIGEST_SIZE });
	params_int4(p, (int32_t)c->overlap_s);
	params_text(p, c->who);
	params_text(p, c->reason);
	rows = db_run(db, Q_TOKEN_ROTATE, p, NULL, e);
	params_free(&p);
	return rows;
}
