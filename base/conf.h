/*
 * conf.h - settings as typed rows with bounds.  Order: defaults, file
 * ("key = value" lines), environment (SIXTHKEY_KEY, dots and dashes as '_'),
 * then -o key=value.  An unknown key or a value out of bounds is ERR_SETUP with
 * file, line and, where there is one, the nearest key.
 *
 * A secret stands in a file that only its owner can read, and nowhere else:
 * the environment and the command line are open to too many.
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* CONF_OWN: a text that is one process's alone, as its name or where it listens;
 * others of its kind have another. */
enum conf_type { CONF_END, CONF_INT, CONF_TEXT, CONF_OWN, CONF_SECRET };

struct conf_key {
	const char	*name;
	enum conf_type	 type;
	size_t		 offset;	/* in the program's own struct */
	const char	*def;
	int64_t		 min, max;	/* CONF_INT; else: bytes */
	const char	*help;
};

/* Where each value came from, in the order of the keys: "default", a file with
 * its line, a variable of the environment, "-o". */
enum { CONF_KEYS_MAX = 128, CONF_ORIGIN = 120 };
struct conf_origins {
	const struct conf_key	*keys;
	char			 at[CONF_KEYS_MAX][CONF_ORIGIN];
};

/* Where that key's value came from; "" where there is no such key. */
const char	*conf_origin(const struct conf_origins *, const char *name);

/* Fields are int64_t and char[CONF_TEXT_MAX]. */
enum { CONF_TEXT_MAX = 512 };

#define CONF_ROW_INT(type, field, def, min, max, help) \
	{ #field, CONF_INT, offsetof(type, field), def, min, max, help }
#define CONF_ROW_TEXT(type, field, def, help) \
	{ #field, CONF_TEXT, offsetof(type, field), def, 0, \
	  CONF_TEXT_MAX - 1, help }
#define CONF_ROW_OWN(type, field, def, help) \
	{ #field, CONF_OWN, offsetof(type, field), def, 0, \
	  CONF_TEXT_MAX - 1, help }

/* Defaults and the file, nothing else. */
int	conf_file(const struct conf_key *, void *target, const char *path,
	    struct err *);

/* path NULL or "": no file.  overrides: NULL-ended "key=value" texts.
 * origins: may be NULL. */
int	conf_load(const struct conf_key *, void *target, const char *path,
	    const char *const *overrides, struct conf_origins *,
	    struct err *);

/* "key = value	# origin; help" for every row, a file that conf_load takes; of
 * a secret only whether there is one.  origins: may be NULL. */
void	conf_print(const struct conf_key *, const void *target,
	    const struct conf_origins *, struct buf *);

/* "key=value" a line for what is not as it is by default, to be compared with
 * others of its kind: nothing of its own, no secret, no password within. */
void	conf_tell(const struct conf_key *, const void *target, struct buf *);

#endif
