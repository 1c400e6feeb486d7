/*
 * key_new.h - make a key: a small secret file for its holder, a public one for
 * the broker.
 */
#ifndef CLI_KEY_NEW_H
#define CLI_KEY_NEW_H

enum { PATH_BYTES = 1024 };

/* Endpoints that a key file may name, under the settings' own names. */
enum key_door {
	KEY_DOOR_BROKER,	/* a worker connects there */
	KEY_DOOR_WORKERS,	/* … and the broker listens there */
	KEY_DOOR_SUBMIT,
	KEY_DOOR_CONTROL,
	KEY_DOORS
};

struct key_wish {		/* NULL: not given */
	const char	*role, *dir, *name, *stage, *sources, *db, *out;
	const char	*public;	/* of a pair that its holder made */
	const char	*door[KEY_DOORS];
};

/* The exit code; says what it did. */
int	key_new(struct key_wish *);

#endif
