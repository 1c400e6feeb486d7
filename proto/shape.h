/*
 * shape.h - the content of an event as rows, one a field.  The same rows check
 * it, carry it over the wire and read it from text, so a field is written down
 * once here and once in facts.proto, under the same name.
 */
#ifndef PROTO_SHAPE_H
#define PROTO_SHAPE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* In the struct: const char *; struct day; an enum or uint32_t; int64_t; a
 * pointer with its size_t count. */
enum field_type {
	FIELD_TEXT,
	FIELD_CODE,		/* of an organisation */
	FIELD_DAY,
	FIELD_WORD,
	FIELD_NUMBER,
	FIELD_AMOUNT,		/* thousandths */
	FIELD_LIST
};

enum {
	FIELD_NEEDED = 1,
	FIELD_AHEAD = 2		/* a day that may lie in the future */
};

/* A closed list of words; 0 is none. */
struct vocabulary {
	const char	*of;			/* "key question" */
	unsigned	 count;
	const char	*const *list;		/* or, where a room has one: */
	const char	*(*name)(unsigned);
	unsigned	 (*parse)(const char *);
};

struct field {
	const char		*name;
	enum field_type		 type;
	unsigned		 flags;
	size_t			 at;		/* offset in the struct */
	size_t			 max;		/* bytes, value or entries */
	const struct vocabulary	*words;		/* FIELD_WORD */
	const struct shape	*of;		/* FIELD_LIST */
	size_t			 count_at;
};

struct shape {
	const char		*name;		/* the field of Event */
	size_t			 size;
	const struct field	*field;
	size_t			 nfield;
};

extern const struct shape shape_succession, shape_enforcement,
    shape_evidence, shape_proposal, shape_award, shape_workflow, shape_amendment,
    shape_exclusion, shape_recompute, shape_reached;

const char	*vocabulary_name(const struct vocabulary *, unsigned);
unsigned	 vocabulary_parse(const struct vocabulary *, const char *);

/* Access without regard to the struct's type. */
const char	*field_text(const struct field *, const void *);
uint32_t	 field_word(const struct field *, const void *);
int64_t		 field_amount(const struct field *, const void *);
const void	*field_list(const struct field *, const void *, size_t *n);
void		 field_set_list(const struct field *, void *, const void *,
		    size_t n);
#define FIELD_IN(f, body)	((void *)((char *)(body) + (f)->at))
#define FIELD_OF(f, body)	((const void *)((const char *)(body) + (f)->at))

/* All texts "", all amounts absent. */
void		 shape_clear(const struct shape *, void *body);

/*
 * What the content alone shows to be wrong; ERR_INPUT names the field:
 * "/notice/question: …".  `today` is a day serial.
 */
int		 shape_check(const struct shape *, const void *body,
		    int32_t today, struct err *);

/* NULL: the shape has no such field. */
const struct field *shape_field(const struct shape *, const char *name);

/*
 * Set a field from text: words and dates as people write them, amounts with up
 * to three decimals, one entry of a list as "a | b | c" in the order of its
 * fields.  ERR_INPUT says what does not fit.
 */
int		 field_read(const struct field *, void *body, const char *,
		    struct arena *, struct err *);

#endif
