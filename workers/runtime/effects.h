/*
 * effects.h - what a step wants done, as data.
 *
 * A step appends rows to the groups of its stage's one commit statement; the
 * runtime turns them into columns and executes them as a set.  Every row
 * belongs to a key (the subject in a fold, the event elsewhere), so that the
 * runtime knows which rows a lost race or a bad message takes with it.
 */
#ifndef WORKERS_RUNTIME_EFFECTS_H
#define WORKERS_RUNTIME_EFFECTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum { EFFECT_COLUMNS = 8, EFFECT_GROUPS = 5 };

/*
 * One group of columns: its name, and a letter for each column in the order of
 * the statement's parameters: b bigint, i integer, s smallint, t text, y bytea.
 */
struct group {
	const char	*name;		/* NULL ends a list of groups */
	const char	*columns;
};

/* NULL reads as 0 or NULL. */
struct value {
	enum { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BYTES } type;
	union {
		struct bytes	 bytes;
		int64_t		 number;
		const char	*text;
	};
};

#define V_NULL		((struct value){ VALUE_NULL, { { NULL, 0 } } })
#define V_INT(n)	((struct value){ VALUE_INT, { .number = (int64_t)(n) } })
#define V_TEXT(s)	((struct value){ VALUE_TEXT, { .text = (s) } })
#define V_BYTES(b)	((struct value){ VALUE_BYTES, { .bytes = (b) } })

struct effect {
	struct effect	*next;
	int		 group;
	struct value	 value[];	/* as many as the group has columns */
};

/* A message for the next stage, to be handed over once its record is ours. */
struct successor {
	struct successor *next;
	uint64_t	 event;
	uint32_t	 subject_hash;
	const char	*trace;
	struct bytes	 payload;
};

struct effects {
	struct arena		*arena;
	struct arena		*scratch;	/* forgotten after each step */
	const struct group	*groups;
	struct effect		*first, **last;
	struct successor	*succ, **lastsucc;
};

/* The scratch arena is the same one until the caller sets another. */
void	effects_init(struct effects *, const struct group *, struct arena *);

/* Append one row; as many values as the group has columns.  Texts and bytes
 * must live as long as the arena. */
void	effects_add(struct effects *, int group, const struct value *, size_t n);
#define FX_ROW(fx, group, ...) \
	effects_add((fx), (group), (const struct value[]){ __VA_ARGS__ }, \
	    sizeof((const struct value[]){ __VA_ARGS__ }) / \
	    sizeof(struct value))

void	effects_send(struct effects *, const struct successor *);

/* A mark to which a step that failed is undone. */
struct effects_mark {
	struct effect		**last;
	struct successor	**lastsucc;
};
struct effects_mark effects_mark(const struct effects *);
void	effects_undo(struct effects *, struct effects_mark);

/* "group value value …", a line a row, as -t prints them. */
void	effects_print(const struct effects *, struct buf *);

#endif
