/*
 * sixthkey-web - events in over HTTP, what is published out, and the console
 * of those who run the line.
 *
 * Writes no rating: what it takes in goes to the line and is answered when the
 * line has it durable.  TLS is for a reverse proxy in front.  SIGTERM or
 * SIGINT: no new connection, what is under way is answered, exit 0.
 */
#include <signal.h>
#include <string.h>

#include "base/log.h"
#include "base/program.h"
#include "schema/upgrade.h"
#include "web/console/console.h"
#include "web/reading.h"
#include "web/site.h"

enum { READERS = 2 };		/* beside each other, of what is published */

struct web_conf {
	char		 listen[CONF_TEXT_MAX], submit[CONF_TEXT_MAX],
			 control[CONF_TEXT_MAX], db[CONF_TEXT_MAX],
			 name[CONF_TEXT_MAX], tokens[CONF_TEXT_MAX];
	int64_t		 body_bytes, held_bytes, connections, timeout_s,
			 answer_ms, batch, rate, burst;
	struct key_conf	 key;
	struct console_conf back;
};

static const struct conf_key keys[] = {
	CONF_ROW_OWN(struct web_conf, listen, "127.0.0.1:8080",
	    "where HTTP is spoken: address and port"),
	CONF_ROW_TEXT(struct web_conf, submit, "tcp://127.0.0.1:7302",
	    "where events go: the broker, or several with commas between"),
	CONF_ROW_TEXT(struct web_conf, control, "tcp://127.0.0.1:7303",
	    "where the broker is asked, or several with commas between"),
	CONF_ROW_TEXT(struct web_conf, db, "",
	    "PostgreSQL: a libpq connection string; passwords in a passfile"),
	CONF_ROW_OWN(struct web_conf, name, "web", "a name for people"),
	CONF_ROW_TEXT(struct web_conf, tokens, "needed",
	    "needed: who submits shows a token; none: anybody on this host may"),
	CONF_ROW_INT(struct web_conf, body_bytes, "4194304", 1024, 8388608,
	    "bytes of one request"),
	CONF_ROW_INT(struct web_conf, held_bytes, "67108864", 1048576,
	    1073741824, "bytes of all requests that are not answered"),
	CONF_ROW_INT(struct web_conf, connections, "500", 1, 10000,
	    "open at once"),
	CONF_ROW_INT(struct web_conf, timeout_s, "30", 1, 3600,
	    "a silent peer is let go after so long"),
	CONF_ROW_INT(struct web_conf, answer_ms, "30000", 100, 600000,
	    "without an answer of the line for so long: 503"),
	CONF_ROW_INT(struct web_conf, batch, "1000", 1, 10000,
	    "events in one batch"),
	CONF_ROW_INT(struct web_conf, rate, "0", 0, 1000000,
	    "events a second of one source; 0: as many as the line takes"),
	CONF_ROW_INT(struct web_conf, burst, "5000", 1, 1000000,
	    "events of one source at once, above its rate"),
	CONSOLE_CONF_ROWS(struct web_conf, back),
	KEY_CONF_ROWS(struct web_conf, key),
	{ 0 }
};

/* Without tokens only who is on this host may submit. */
static int
check_conf(const struct web_conf *c, struct err *e)
{
	int	 local = strncmp(c->listen, "127.", 4) == 0 ||
		    strncmp(c->listen, "[::1]", 5) == 0;

	if (strcmp(c->tokens, "needed") != 0 && strcmp(c->tokens, "none") != 0)
		return err_set(e, ERR_SETUP, "tokens: \"%s\"; expected needed "
		    "or none", c->tokens);
	if (strcmp(c->tokens, "none") == 0 && !local)
		return err_set(e, ERR_SETUP, "tokens: none is for an address "
		    "of this host alone, not %s", c->listen);
	if (c->db[0] == '\0')
		return err_set(e, ERR_SETUP, "db: is missing");
	if (console_conf_check(&c->back, e) != 0)
		return -1;
	return key_conf_check(&c->key, ROLE_WEB, STAGE_NONE, e);
}

/* Signals wait until they are asked for; every thread has them blocked. */
static void
block_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigprocmask(SIG_BLOCK, set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static int
run(const struct web_conf *c, const struct self *self, struct err *e)
{
	struct site		 s = { 0 };
	const struct http_conf	 http = { c->listen, c->body_bytes,
				    c->held_bytes, c->connections,
				    c->timeout_s };
	struct console_links	 links = { NULL, NULL, http };
	struct console		*back = NULL;
	struct tokens		*tokens = tokens_new();
	const struct key_conf	*key = c->key.public[0] == '\0' ? NULL :
				    &c->key;
	const struct pictures_conf pictures = { c->db, c->control, key,
				    c->name, self };
	sigset_t		 set;
	int			 signo, ok;

	block_signals(&set);
	s.intake.batch = c->batch;
	s.intake.tokens = strcmp(c->tokens, "none") == 0 ? NULL : tokens;
	s.intake.rate = rate_new(c->rate, c->burst);
	s.intake.door = door_open(key, c->submit, c->answer_ms, e);
	if (s.intake.door != NULL)
		s.pictures = pictures_open(&pictures, e);
	if (s.pictures != NULL) {
		s.desk = s.intake.desk = desk_open(c->db, reading_queries,
		    tokens, READERS, desk_sorry);
		s.http = http_start(&http, site_serve, &s, e);
	}
	links.pictures = s.pictures;
	links.door = s.intake.door;
	ok = s.http != NULL && console_open(&c->back, &links, &back, e) == 0;
	if (ok) {
		LOG(INFO, "listening", LOG_TEXT("at", c->listen));
		sigwait(&set, &signo);
		http_quiesce(s.http);
		console_quiesce(back);
	}
	console_drain(back);
	desk_drain(s.desk);		/* it hands on to the door */
	door_drain(s.intake.door);
	http_stop(&s.http);
	console_close(&back);
	door_close(&s.intake.door);
	desk_close(&s.desk);
	pictures_close(&s.pictures);
	rate_free(&s.intake.rate);
	tokens_free(&tokens);
	return ok ? 0 : -1;
}

int
main(int argc, char **argv)
{
	static const struct program	 program = { "sixthkey-web", keys,
					    NULL, NULL };
	struct web_conf			 conf;
	struct err			 e = { 0 };
	struct program_run		 asked;
	struct self			 self;
	int				 code;

	code = program_begin(&program, argc, argv, &conf, &asked);
	if (code != PROGRAM_RUN)
		return code;
	self_begin(&self, asked.instance, keys, &conf, upgrade_newest());
	if (check_conf(&conf, &e) != 0 || run(&conf, &self, &e) != 0)
		return program_refuse(&e);
	LOG_PLAIN(INFO, "drained");
	return PROGRAM_OK;
}
