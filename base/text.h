/*
 * text.h - small things about bytes and words that every room needs.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a; for routing and tables, never for identity. */
uint32_t	 text_hash(const char *);

/* Bytes of the well-formed UTF-8 character that stands first; 0: there is
 * none (ill-formed, cut off, NUL, or n is 0). */
size_t		 text_char(const char *, size_t n);

/* True if the bytes are well-formed UTF-8 without NUL. */
int		 text_utf8(const char *, size_t);

/* Puts '?' for each byte that is not part of a well-formed character, as at the
 * end of a text that was cut off.  Returns the text. */
char		*text_mend(char *);

/* Edits (insert, delete, replace, swap) between two words, letter case
 * ignored; at most 64 bytes of each count. */
unsigned	 text_distance(const char *, const char *);

/* The word of the list (NULL ends it) nearest to `word`, or NULL if none is
 * within a third of its length: "did you mean". */
const char	*text_nearest(const char *word, const char *const *list);

/* A decimal number, nothing else, within bounds: 0, else -1. */
int		 text_number(const char *, int64_t min, int64_t max,
		    int64_t *out);

#endif
