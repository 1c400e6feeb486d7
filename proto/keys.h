/*
 * keys.h - who may speak on the wire, and what.
 *
 * Every process has a CURVE key pair of its own.  Its settings file holds both
 * halves and the broker's public one; the broker has a folder with the public
 * half of everybody who may connect, one NAME.pub each.  Keys are written as
 * 64 hexadecimal digits.
 *
 *	role		connects to	and may
 *	worker		workers		work one stage
 *	source		submit		speak for its sources
 *	feed		submit		speak for files: /files and below
 *	web		submit, control	speak for every source
 *	operator	control		ask and order
 */
#ifndef PROTO_KEYS_H
#define PROTO_KEYS_H

#include "base/conf.h"
#include "proto/frame.h"

enum { KEY_SIZE = 32, KEY_HEX = 65, KEY_NAME_MAX = 64 };

enum key_role {
	ROLE_NONE,
	ROLE_BROKER,
	ROLE_WORKER,
	ROLE_SOURCE,
	ROLE_FEED,
	ROLE_WEB,
	ROLE_OPERATOR,
	ROLE_COUNT
};

const char	*key_role_name(enum key_role);
enum key_role	 key_role_parse(const char *);	/* or ROLE_NONE */

/* A process's own key, as its settings say it; public "": it has none. */
struct key_conf {
	char	 role[CONF_TEXT_MAX];
	char	 stage[CONF_TEXT_MAX];		/* of a worker */
	char	 sources[CONF_TEXT_MAX];	/* of a source, by blanks */
	char	 public[CONF_TEXT_MAX];
	char	 secret[CONF_TEXT_MAX];
	char	 broker_public[CONF_TEXT_MAX];	/* for who connects to it */
};

#define KEY_CONF_ROW(kind, type, at, field, help) \
	{ #field, kind, offsetof(type, at.field), "", 0, CONF_TEXT_MAX - 1, \
	  help }
#define KEY_CONF_ROWS(type, at) \
	KEY_CONF_ROW(CONF_TEXT, type, at, role, \
	    "of this key: what its holder is"), \
	KEY_CONF_ROW(CONF_TEXT, type, at, stage, \
	    "of a worker's key: the one that it may work"), \
	KEY_CONF_ROW(CONF_TEXT, type, at, sources, \
	    "of a source's key: for whom it may speak"), \
	KEY_CONF_ROW(CONF_OWN, type, at, public, \
	    "half of this key that others know; empty: no CURVE, ipc only"), \
	KEY_CONF_ROW(CONF_SECRET, type, at, secret, \
	    "half of this key that nobody else knows"), \
	KEY_CONF_ROW(CONF_TEXT, type, at, broker_public, \
	    "the broker's public key")

/* What the broker knows of a peer. */
struct key {
	char		 name[KEY_NAME_MAX];
	enum key_role	 role;
	enum stage	 stage;
	char		 sources[CONF_TEXT_MAX];
	char		 public[KEY_HEX];
};

/* Letters, digits, '.', '_' and '-', not a dot first: fit for a file's name. */
int	key_name_valid(const char *);

/* 64 digits to bytes and back; -1: they are not that. */
int	key_bytes(const char *hex, uint8_t out[KEY_SIZE]);
void	key_hex(const uint8_t *key, char out[KEY_HEX]);

/* Is the role one of these words? */
int	key_role_among(enum key_role, const char *words);

/* A source covers itself and what is below it: /a covers /a and /a/b. */
int	key_may_submit(const struct key *, const char *source);
int	key_may_work(const struct key *, enum stage);

/*
 * A program's own key: is it for this role (and stage, for a worker)?  0 also
 * where there is no key at all.  ERR_SETUP with a sentence.
 */
int	key_conf_check(const struct key_conf *, enum key_role, enum stage,
	    struct err *);

#endif
