/*
 * spell.h - when two spellings are one word: letter case does not count, and
 * a run of spaces, '_' and '-' is one gap.  Bytes beyond ASCII stand for
 * themselves.
 */
#ifndef RULES_SPELL_H
#define RULES_SPELL_H

/* Gaps at either end do not count. */
int	 spell_same(const char *, const char *);

/* True if the text begins with all of `start`. */
int	 spell_starts(const char *text, const char *start);

#endif
