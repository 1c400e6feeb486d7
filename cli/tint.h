/*
 * tint.h - colour on a terminal, always beside the word and never instead.
 */
#ifndef CLI_TINT_H
#define CLI_TINT_H

#include <stdio.h>

#include "rules/words.h"

/* True where the stream is a terminal that wants colour: --color and
 * SIXTHKEY_COLOR first, then NO_COLOR, then what the terminal is. */
int		 tint_wanted(FILE *);

/* "auto", "always" or "never". */
int		 tint_knows(const char *when);

/* The sequence that starts a rating's colour, and the one that ends it; "" for
 * what is not a rating, and where `on` is 0. */
const char	*tint_mark(int on, enum mark);
const char	*tint_bold(int on);
const char	*tint_end(int on);

#endif
